// The quick view: while the drawer is open J and K go to the next and previous row, Enter opens the card, E changes it.
const drawer = () => document.querySelector('dialog#drawer[open]');
const on = () => document.querySelector('[data-keys-toggle]')?.checked ?? true;

function step(by) {
  const rows = [...document.querySelectorAll('table[data-rows] > tbody > tr')].filter(r => r.querySelector('[data-peek]'));
  const at = rows.findIndex(r => r.classList.contains('is-current')), row = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  if (!row || row === rows[at]) return;
  for (const r of rows) r.classList.toggle('is-current', r === row);
  row.scrollIntoView({ block: 'nearest' }); row.querySelector('[data-peek]').click();
}

document.addEventListener('keydown', e => {
  const d = drawer(); if (!d || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.matches?.('input, textarea, select')) return;
  const arrows = { ArrowDown: 1, ArrowUp: -1 }[e.key], letters = on() ? { KeyJ: 1, KeyK: -1 }[e.code] : 0;
  if (arrows || letters) { e.preventDefault(); step(arrows || letters); return; }
  if (e.key === 'Enter' && !e.target.closest?.('a, button')) { e.preventDefault(); d.querySelector('[data-peek-open]')?.click(); return; }
  if (!on()) return;
  if (e.code === 'KeyE') { const b = d.querySelector('[data-peek-edit]'); if (b) { e.preventDefault(); b.click(); } }
  if (e.code === 'Space' && !e.target.closest?.('a, button')) { e.preventDefault(); d.close(); }
});

// a press on the eye makes its row the current one; a closed drawer gives the focus back to it
document.addEventListener('click', e => {
  const row = e.target.closest?.('[data-peek]')?.closest('tr'); if (!row) return;
  for (const r of row.parentElement.rows) r.classList.toggle('is-current', r === row);
});
document.addEventListener('close', e => {
  if (e.target.id !== 'drawer') return;
  e.target.replaceChildren(); document.querySelector('table[data-rows] tr.is-current a')?.focus({ preventScroll: true });
}, true);
document.addEventListener('htmx:afterSettle', e => { if (e.detail.target?.id === 'drawer') { e.detail.target.scrollTop = 0; e.detail.target.querySelector('[autofocus]')?.focus({ preventScroll: true }); } });
