// The builder of segments: finding a field in the chooser by its letters, and where the cursor stands after a redraw.
import { plain } from './words.js';

const fold = text => plain(text).trim();

function narrow(chooser, asked) {
  let found = 0;
  for (const group of chooser.querySelectorAll('[data-chooser-group]')) {
    const inHead = fold(group.querySelector('h3').textContent).includes(asked);
    let here = 0;
    for (const field of group.querySelectorAll('[data-chooser-field]')) {
      field.hidden = !(inHead || fold(field.textContent).includes(asked));
      here += !field.hidden;
    }
    group.hidden = !here; found += here;
  }
  chooser.querySelector('[data-chooser-none]').hidden = found > 0;
}

document.addEventListener('input', e => {
  if (e.target.matches?.('[data-chooser-find]')) narrow(e.target.closest('[data-chooser]'), fold(e.target.value));
});
// Enter in the search takes the first field that is left, and never saves the segment.
document.addEventListener('keydown', e => {
  if (e.key !== 'Enter' || !e.target.matches?.('[data-builder] input:not([type=radio])')) return;
  e.preventDefault();
  if (e.target.matches('[data-chooser-find]')) e.target.closest('[data-chooser]').querySelector('[data-chooser-field]:not([hidden])')?.click();
  else e.target.dispatchEvent(new Event('change', { bubbles: true }));
});
document.addEventListener('htmx:afterSwap', e => {
  if (e.detail.target.id === 'builder') document.querySelector('#builder [data-chooser-find]')?.focus();
});
