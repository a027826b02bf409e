// Variables and snippets put where the caret was last, in any box that takes them; letters narrow the menu of variables.
import { plain } from './words.js';

let last = null; // the box one wrote in last
document.addEventListener('focusin', e => { if (e.target.matches?.('[data-takes]')) last = e.target; });

const boxOf = menu => (last?.isConnected ? last : menu.closest('form')?.querySelector('textarea[data-takes]:last-of-type') ?? document.querySelector('[data-takes]'));

function put(menu, text) {
  const box = boxOf(menu); if (!box) return;
  menu.hidePopover(); box.focus();
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('click', e => {
  const item = e.target.closest?.('[data-variable], [data-snippet]'); if (!item) return;
  const menu = item.closest('[data-inserts]');
  put(menu, item.dataset.variable ? `{{ ${item.dataset.variable} }}` : item.querySelector('textarea').value);
});

document.addEventListener('input', e => {
  if (!e.target.matches?.('[data-narrows]')) return;
  e.stopPropagation();
  const words = plain(e.target.value);
  for (const group of e.target.closest('[data-inserts]').querySelectorAll('[role="group"]')) {
    const items = [...group.querySelectorAll('[data-variable]')];
    for (const item of items) item.hidden = !plain(item.textContent).includes(words);
    group.hidden = items.every(item => item.hidden);
  }
}, true);

// The box of the search opens with the focus; Enter takes the first that is left and does not send the form.
document.addEventListener('toggle', e => { if (e.newState === 'open' && e.target.matches?.('[data-inserts]')) e.target.querySelector('[data-narrows]')?.focus(); }, true);
document.addEventListener('keydown', e => {
  if (e.key !== 'Enter' || !e.target.matches?.('[data-narrows]')) return;
  e.preventDefault();
  e.target.closest('[data-inserts]').querySelector('[data-variable]:not([hidden])')?.click();
});

// A form that htmx sends shows itself in a frame by a form of its own, without files: opened, and anew while one writes.
let due = 0;
function show(details) {
  const from = details.closest('form'), form = document.createElement('form');
  form.method = 'post'; form.action = details.dataset.shows; form.target = details.querySelector('iframe').name; form.hidden = true;
  for (const [name, value] of new FormData(from)) {
    if (typeof value !== 'string') continue;
    const input = document.createElement('textarea'); input.name = name; input.value = value; form.append(input);
  }
  document.body.append(form); form.submit(); form.remove();
}
document.addEventListener('toggle', e => { if (e.target.matches?.('details[data-shows][open]')) show(e.target); }, true);
document.addEventListener('input', e => {
  const open = e.target.closest?.('form[data-writes]')?.querySelector('details[data-shows][open]'); if (!open) return;
  clearTimeout(due); due = setTimeout(() => open.isConnected && show(open), 800);
});

// With a template the words are its own: the boxes for other words go out of sight.
const own = form => {
  const chosen = Boolean(form.elements.template.value);
  form.querySelector('[data-own]').hidden = chosen;
  const box = form.elements.message_class?.closest('.field'); if (box) box.hidden = chosen;
};
document.addEventListener('change', e => { const form = e.target.form; if (e.target.name === 'template' && form?.matches('[data-writes]')) own(form); });
document.addEventListener('htmx:afterSwap', e => { const form = e.detail.target?.querySelector?.('form[data-writes]'); if (form) own(form); });

// «Write» at the head of a card leads to the tab that sends from here; without one it stays a link to the mail program.
document.addEventListener('click', e => {
  const tab = e.target.closest?.('.hero a[href^="mailto:"]') && document.getElementById('write-email'); if (!tab) return;
  e.preventDefault(); tab.click(); tab.closest('.composer').scrollIntoView({ block: 'nearest' });
});
