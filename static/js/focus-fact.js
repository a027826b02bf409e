// What is missing on a card is filled by one press. In the queue of repairs the first missing field is opened at once,
// after a save the strip comes anew and the next one is opened; when none is left, the way to the next card has the focus.
const CONTACTS = ['phone', 'email', 'telegram', 'whatsapp', 'vk', 'max', 'site'];
const placeOf = code => document.getElementById(`fact-${code}`) ?? document.querySelector(`[data-own-code="${CSS.escape(code)}"]`)
  ?? (CONTACTS.includes(code) ? document.getElementById('contacts') : code === 'tags' ? document.getElementById('tags') : null);

function fill(place) {
  place.closest('details')?.setAttribute('open', '');
  if (!place.getClientRects().length) document.querySelector('[data-pane-set="left"]')?.click();
  place.scrollIntoView({ block: 'center' });
  place.querySelector('.fact, [hx-get$="add=1"], [hx-get]')?.click();
}
function next() {
  for (const mark of document.querySelectorAll('[data-focus-fact]')) {
    const place = placeOf(mark.dataset.focusFact);
    if (place?.querySelector('.fact--empty')) { fill(place); return; }
  }
  if (!document.querySelector('[data-focus-fact]')) document.querySelector('[data-repair] [data-key="KeyN"]')?.focus();
}
document.addEventListener('click', e => {
  const button = e.target.closest('button[data-fill]'); if (!button) return;
  const place = placeOf(button.dataset.fill);
  if (place) fill(place); else document.querySelector('[data-edit]')?.click();
});
document.addEventListener('htmx:afterSettle', e => { if (e.target.matches?.('[data-repair]')) next(); });
if (document.querySelector('[data-repair]')) setTimeout(next, 100);
