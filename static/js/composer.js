// The composer's «@»: a menu of colleagues who may see the client; the name chosen stands where the caret was.
const area = menu => menu.closest('form')?.querySelector('textarea');
const items = menu => [...menu.querySelectorAll('[data-mention]')];

function insert(item) {
  const menu = item.closest('[data-mention-menu]'), box = area(menu); if (!box) return;
  const typed = box.value[box.selectionStart - 1] === '@' ? 1 : 0, before = box.value.slice(0, box.selectionStart - typed);
  const name = `${before && !/\s$/.test(before) ? ' ' : ''}@${item.dataset.mention} `;
  menu.hidePopover(); box.focus();
  box.setRangeText(name, box.selectionStart - typed, box.selectionEnd, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('click', e => { const item = e.target.closest?.('[data-mention]'); if (item) insert(item); });

// «@» after a space opens the menu and leaves the caret; the arrow down goes into it.
document.addEventListener('input', e => {
  if (e.data !== '@' || !e.target.matches?.('.composer__text')) return;
  const menu = e.target.form?.querySelector('[data-mention-menu]'), before = e.target.value.slice(0, e.target.selectionStart - 1);
  if (!menu || (before && !/\s$/.test(before))) return;
  if (!menu.matches(':popover-open')) e.target.form.querySelector('[data-mention-open]').click();
});
document.addEventListener('keydown', e => {
  if (e.target.matches?.('.composer__text') && e.key === 'ArrowDown') {
    const first = items(e.target.form?.querySelector('[data-mention-menu]:popover-open') ?? document.createElement('div'))[0];
    if (first) { e.preventDefault(); first.focus(); }
    return;
  }
  const item = e.target.closest?.('[data-mention]'); if (!item) return;
  const all = items(item.parentElement), step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) { e.preventDefault(); all[(all.indexOf(item) + step + all.length) % all.length].focus(); }
  if (e.key === 'Escape') { e.preventDefault(); item.parentElement.hidePopover(); area(item.parentElement)?.focus(); }
});
// Opened by the button: the first colleague has the focus, so that arrows and Enter do.
document.addEventListener('htmx:afterSwap', e => {
  if (e.detail.target?.matches?.('[data-mention-menu]:popover-open') && !document.activeElement?.matches('.composer__text')) items(e.detail.target)[0]?.focus();
});
