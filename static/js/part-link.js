// A link to a part of the card: `#files`, `#history`, `#fact-city`, `#own-7`. What was folded away or stands in another
// pane of a narrow screen is opened, the part comes into sight and takes the focus.
const named = part => document.getElementById(part) ?? document.getElementById(`panel-${part}`);
function show() {
  const part = decodeURIComponent(location.hash.slice(1)); if (!part) return;
  const place = named(part); if (!place || !place.closest('.record')) return;
  for (let up = place.parentElement; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
  const pane = ['left', 'main', 'right'].find(one => place.closest(`.record__${one}`));
  if (pane) document.querySelector(`[data-pane-set="${pane}"]`)?.click();
  const goal = place.querySelector('button.fact, a[href], button') ?? place;
  if (goal === place) place.tabIndex = -1;
  goal.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'center' });
}
addEventListener('hashchange', show);
show();
// parts above it come later and push it down
document.addEventListener('htmx:afterSettle', e => { if (location.hash && performance.now() < 5000 && !document.activeElement?.closest('input, textarea, select')) { const place = named(decodeURIComponent(location.hash.slice(1))); if (place && !place.contains(e.target)) place.scrollIntoView({ block: 'center' }); } });
