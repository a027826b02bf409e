// Row cursor (J/K), quick view (Space), selection with Shift, bulk bar, column chooser. One `[data-rows]` table a page;
// it is looked up anew each time, because htmx may have replaced it.
const table = () => document.querySelector('table[data-rows]');
const rows = () => [...(table()?.tBodies[0]?.rows ?? [])];
const box = row => row.querySelector('.table__check .check');
const all = () => table()?.tHead?.querySelector('.check');
const bulk = () => document.querySelector('[data-bulk]');
let last = null;

const current = () => rows().findIndex(r => r.classList.contains('is-current'));
function put(i) {
  const list = rows(); if (!list.length) return;
  i = Math.max(0, Math.min(list.length - 1, i));
  for (const r of list) r.classList.toggle('is-current', r === list[i]);
  return list[i];
}
function move(step) {
  const row = put(current() < 0 ? 0 : current() + step); if (!row) return;
  row.querySelector('a')?.focus({ preventScroll: true }); row.scrollIntoView({ block: 'nearest' });
}
function sync() {
  const boxes = rows().map(box).filter(Boolean), n = boxes.filter(b => b.checked).length, bar = bulk(), head = all();
  if (bar) {
    const every = bar.querySelector('[data-bulk-all]'); if (every && n < boxes.length) every.checked = false;
    const total = every?.checked && bar.querySelector('[data-bulk-total]')?.textContent.trim();
    bar.hidden = !n; bar.querySelector('[data-bulk-count]').textContent = total || n; document.body.classList.toggle('has-bulk', n > 0);
  }
  if (head) { head.checked = n > 0 && n === boxes.length; head.indeterminate = n > 0 && n < boxes.length; }
}
function check(from, to, value) { for (const r of rows().slice(Math.min(from, to), Math.max(from, to) + 1)) { const b = box(r); if (b) b.checked = value; } sync(); }

document.addEventListener('focusin', e => { const i = rows().indexOf(e.target.closest?.('tr')); if (i >= 0) put(i); });
// the whole filtered list is chosen: the page's rows are shown as chosen too
document.addEventListener('change', e => { if (e.target.matches?.('[data-bulk-all]')) { if (e.target.checked) check(0, rows().length, true); else sync(); } });
document.addEventListener('click', e => {
  if (e.target.closest('[data-bulk-clear]')) check(0, rows().length, false);
  const c = e.target.closest('table[data-rows] .check'); if (!c) return;
  if (c === all()) { check(0, rows().length, c.checked); return; }
  const i = rows().indexOf(c.closest('tr')); check(e.shiftKey && last !== null ? last : i, i, c.checked); last = i;
});
document.addEventListener('key:single', ({ detail: e }) => {
  const row = rows()[current()];
  if (e.code === 'KeyJ' || e.code === 'KeyK') { if (table()) { e.preventDefault(); move(e.code === 'KeyJ' ? 1 : -1); } return; }
  if (!row) return;
  if (e.code === 'KeyX' && box(row)) { last = current(); check(last, last, !box(row).checked); }
  if (e.code === 'Space' && !e.target.matches('button, input')) { const peek = row.querySelector('[data-peek]'); if (peek) { e.preventDefault(); peek.click(); } }
  if (e.code === 'Escape') check(0, rows().length, false);
});

// column chooser: a class on the table hides a column, so no inline styles are needed
const column = c => table()?.classList.toggle(`hide-${c.dataset.col}`, !c.checked);
document.addEventListener('change', e => { if (e.target.matches?.('[data-col]')) column(e.target); });
function dress() { for (const c of document.querySelectorAll('[data-col]')) column(c); sync(); }
document.addEventListener('htmx:afterSwap', dress);
dress();
