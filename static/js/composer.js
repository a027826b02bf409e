// The composer's «@»: a menu of colleagues who may see the client. While a name is typed the caret stays in the text:
// letters narrow the menu, arrows choose, Enter and Tab put the name in, Escape leaves it.
import { plain } from './words.js';

const area = menu => menu.closest('form')?.querySelector('textarea');
const items = menu => [...menu.querySelectorAll('[data-mention]')];
const shown = menu => items(menu).filter(item => !item.hidden);
const menuOf = box => box.form?.querySelector('[data-mention-menu]');
const LONGEST = 40;
let left = -1; // where the «@» stands that was left by Escape

function typed(box) {
  const before = box.value.slice(0, box.selectionStart), at = before.lastIndexOf('@'), name = before.slice(at + 1);
  return at < 0 || (at && !/\s/.test(before[at - 1])) || name.length > LONGEST || /\n|\s$/.test(name) ? null : { at, name };
}

function insert(item) {
  const menu = item.closest('[data-mention-menu]'), box = area(menu); if (!box) return;
  const found = typed(box), from = found ? found.at : box.selectionStart, before = box.value.slice(0, from);
  menu.hidePopover(); box.focus();
  box.setRangeText(`${before && !/\s$/.test(before) ? ' ' : ''}@${item.dataset.mention} `, from, box.selectionEnd, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

function mark(menu, item) {
  const box = area(menu);
  items(menu).forEach((one, n) => { one.id ||= `mention-${n}`; one.classList.toggle('is-current', one === item); });
  if (item) { box.setAttribute('aria-activedescendant', item.id); item.scrollIntoView({ block: 'nearest' }); } else box.removeAttribute('aria-activedescendant');
}

function narrow(menu, name) {
  const words = plain(name);
  for (const item of items(menu)) {
    const full = plain(item.dataset.mention);
    item.hidden = !(full.startsWith(words) || full.split(' ').some(part => part.startsWith(words)));
  }
  const first = shown(menu)[0];
  mark(menu, first);
  if (!first && items(menu).length) menu.hidePopover();
}

document.addEventListener('click', e => { const item = e.target.closest?.('[data-mention]'); if (item) insert(item); });

document.addEventListener('input', e => {
  if (!e.target.matches?.('.composer__text')) return;
  const menu = menuOf(e.target), found = typed(e.target); if (!menu) return;
  const open = menu.matches(':popover-open');
  if (!found) { left = -1; if (open) menu.hidePopover(); return; }
  if (found.at === left) return;
  left = -1;
  if (open) narrow(menu, found.name);
  else if (!found.name || items(menu).some(item => plain(item.dataset.mention).includes(plain(found.name)))) e.target.form.querySelector('[data-mention-open]').click();
});

document.addEventListener('keydown', e => {
  if (e.target.matches?.('.composer__text')) { inText(e); return; }
  const item = e.target.closest?.('[data-mention]'); if (!item) return;
  const all = shown(item.parentElement), step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) { e.preventDefault(); all[(all.indexOf(item) + step + all.length) % all.length].focus(); }
  if (e.key === 'Escape') { e.preventDefault(); item.parentElement.hidePopover(); area(item.parentElement)?.focus(); }
});

function inText(e) {
  const menu = menuOf(e.target); if (!menu?.matches(':popover-open') || e.isComposing || e.ctrlKey || e.metaKey) return;
  if (e.key === 'Escape') { e.preventDefault(); left = typed(e.target)?.at ?? -1; menu.hidePopover(); return; }
  const all = shown(menu), now = all.findIndex(item => item.classList.contains('is-current')), step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (!all.length) return;
  if (step) { e.preventDefault(); mark(menu, all[(now + step + all.length) % all.length]); }
  if (['Enter', 'Tab'].includes(e.key) && now >= 0) { e.preventDefault(); e.stopPropagation(); insert(all[now]); }
}

// What was typed while the names were on their way narrows them; opened by the button, the first has the focus.
document.addEventListener('htmx:afterSwap', e => {
  const menu = e.detail.target; if (!menu?.matches?.('[data-mention-menu]:popover-open')) return;
  const box = area(menu), found = document.activeElement === box && typed(box);
  if (found) narrow(menu, found.name); else items(menu)[0]?.focus();
});
document.addEventListener('toggle', e => { if (e.newState === 'closed' && e.target.matches?.('[data-mention-menu]')) mark(e.target, null); }, true);

// A kind chosen by its key or by the mouse, a thing saved from the keyboard: the caret stands where one writes. Arrows
// between the tabs leave it there. What was saved by its button leaves the focus on the tab: on a phone no keyboard comes up.
const BOX = '.composer__text, textarea, input:not([type=hidden], [type=checkbox], [type=file]), select';
let chosen = false, goal = null;
document.addEventListener('click', e => { if (e.target.closest?.('.composer__tab')) chosen = true; });
document.addEventListener('htmx:beforeSwap', e => {
  const panel = e.detail.target, now = document.activeElement; if (panel?.id !== 'composer-panel') return;
  goal = chosen || (panel.contains(now) && now.matches('textarea, input, select')) ? 'box' : panel.contains(now) ? 'tab' : null;
  chosen = false;
});
document.addEventListener('htmx:afterSwap', e => {
  const panel = e.detail.target; if (panel?.id !== 'composer-panel' || !goal) return;
  const box = panel.querySelector('[aria-invalid="true"]') ?? panel.querySelector(BOX);
  (goal === 'box' ? box : panel.closest('[data-composer]')?.querySelector('[data-tab][aria-selected=true]'))?.focus();
  goal = null;
});

// What was typed under one tab goes along to the next that has room for it; what was saved does not.
let carried = '';
document.addEventListener('htmx:beforeSwap', e => {
  const panel = e.detail.target; if (panel?.id !== 'composer-panel') return;
  const asked = e.detail.requestConfig.elt, form = panel.querySelector('form');
  // The answer of a tab that was left meanwhile comes too late.
  if (asked?.matches?.('[data-tab]:not([aria-selected=true])')) { e.detail.shouldSwap = false; return; }
  if (e.detail.requestConfig.verb !== 'get') carried = ''; else if (form && 'dirty' in form.dataset) carried = form.querySelector('textarea')?.value || carried;
});
document.addEventListener('htmx:afterSwap', e => {
  const box = e.detail.target?.id === 'composer-panel' && carried && e.detail.target.querySelector('textarea'); if (!box || box.value) return;
  box.value = carried; carried = ''; if (box.form) box.form.dataset.dirty = '';
});

// Names of the chosen files stand beside the button.
document.addEventListener('change', e => {
  const told = e.target.matches?.('[data-attach]') && e.target.form?.querySelector('[data-attached]');
  if (told) told.textContent = [...e.target.files].map(file => file.name).join(', ');
});
