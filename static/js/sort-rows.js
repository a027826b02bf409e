// Rows of a list of boxes put in another order: by the grip with a pointer, or with the arrows while it has the focus.
// The form sends the boxes in the order they stand in. The rows around are moved, never the one that is held: a node taken
// out of the page would lose the finger that holds it.
let held = null;
const list = row => row.closest('[data-sortable]');
const rows = row => [...list(row).querySelectorAll('[data-sortrow]')];
function tell(row) {
  const all = rows(row), said = list(row).querySelector('[role="status"]');
  if (said) said.textContent = `${row.dataset.sortrow}: ${all.indexOf(row) + 1} / ${all.length}`;
}
function step(row, way) {
  const all = rows(row), other = all[all.indexOf(row) + way]; if (!other) return;
  if (way < 0) row.after(other); else row.before(other);
  tell(row);
}
function release() { held?.classList.remove('is-held'); held = null; }

document.addEventListener('pointerdown', e => {
  const grip = e.target.closest?.('[data-grip]'); if (!grip || e.button) return;
  held = grip.closest('[data-sortrow]'); held.classList.add('is-held');
});
document.addEventListener('pointermove', e => {
  if (!held) return;
  for (let box = held.getBoundingClientRect(); e.clientY < box.top && held !== rows(held)[0]; box = held.getBoundingClientRect()) step(held, -1);
  for (let box = held.getBoundingClientRect(); e.clientY > box.bottom && held !== rows(held).at(-1); box = held.getBoundingClientRect()) step(held, 1);
});
for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, release);
document.addEventListener('keydown', e => {
  const grip = e.target.closest?.('[data-grip]'), way = { ArrowUp: -1, ArrowDown: 1 }[e.key]; if (!grip || !way) return;
  e.preventDefault(); step(grip.closest('[data-sortrow]'), way); grip.scrollIntoView({ block: 'nearest' });
});
