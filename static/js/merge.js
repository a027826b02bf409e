// Cards side by side: the last column mirrors what is chosen; another main card brings its own values; Ctrl+Enter merges.
const root = document.querySelector('[data-merge]');

const shown = input => input.dataset.val ?? '';
const mirror = row => {
  const result = row.querySelector('[data-result]');
  const chosen = [...row.querySelectorAll('input:checked')].map(shown).filter(Boolean);
  if (result) result.textContent = [...new Set(chosen)].join('\n');
};

root?.addEventListener('change', e => {
  if (e.target.name === 'main') {
    for (const input of root.querySelectorAll(`[data-field] input[type=radio][value="${CSS.escape(e.target.value)}"]:not(:disabled)`)) {
      input.checked = true;
      mirror(input.closest('[data-field]'));
    }
    return;
  }
  const row = e.target.closest('[data-field]');
  if (row) mirror(row);
});

document.addEventListener('keydown', e => {
  if ((e.ctrlKey || e.metaKey) && e.key === 'Enter' && !e.isComposing && !document.querySelector('dialog[open]')) {
    const button = root?.querySelector('[data-merge-now]');
    if (button) { e.preventDefault(); button.click(); }
  }
});

// The group that is open comes into sight in a long list.
root?.querySelector('.dups__list [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
