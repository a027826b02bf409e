// Ctrl+K: sections and commands stand in the page; what packages can search through is asked by POST (no names in addresses).
import { post, text } from './text.js';
import { rank } from './words.js';

const dialog = document.getElementById('palette');
const input = dialog?.querySelector('input'), list = dialog?.querySelector('[role="listbox"]');
const found = dialog?.querySelector('[data-palette-found]'), none = dialog?.querySelector('[data-palette-none]');
const WAIT = 150, SHORTEST = 2;
let at = 0, timer, asking;

const shown = () => [...list.querySelectorAll('[role="option"]')].filter(el => !el.hidden);

function filter() {
  const query = input.value.trim(); let best = Infinity, bestItem = null;
  for (const group of list.querySelectorAll('[data-palette-local]')) {
    let any = false;
    for (const item of group.querySelectorAll('[role="option"]')) {
      const r = query ? rank(query, item.dataset.words) : 0; item.hidden = r === null; any ||= !item.hidden;
      if (r !== null && r < best) { best = r; bestItem = item; }
    }
    group.hidden = !any;
  }
  mark(found.querySelector('[role="option"]') ?? bestItem);
}

function mark(item) {
  const items = shown(); at = Math.max(items.indexOf(item), 0);
  for (const el of list.querySelectorAll('[role="option"]')) { el.removeAttribute('id'); el.setAttribute('aria-selected', 'false'); }
  items.forEach((el, i) => { el.id = `palette-${i}`; el.setAttribute('aria-selected', i === at); });
  if (items.length) input.setAttribute('aria-activedescendant', `palette-${at}`); else input.removeAttribute('aria-activedescendant');
  items[at]?.scrollIntoView({ block: 'nearest' });
  none.textContent = items.length || asking ? '' : text.nothingFound;
}

function search() {
  clearTimeout(timer); asking?.abort(); asking = null;
  const query = input.value.trim();
  if (!dialog.dataset.searchUrl || query.length < SHORTEST) { found.replaceChildren(); filter(); return; }
  const mine = asking = new AbortController(); filter();
  timer = setTimeout(async () => {
    let failed = false;
    try {
      const html = await (await post(dialog.dataset.searchUrl, { q: query }, { signal: mine.signal })).text();
      if (asking === mine) found.innerHTML = html;
    } catch (e) { failed = e.name !== 'AbortError'; }
    if (asking !== mine) return;
    asking = null; filter(); if (failed) none.textContent = text.searchFailed;
  }, WAIT);
}

function go(item) {
  if (!item) return;
  dialog.close();
  if (item.dataset.click) document.querySelector(item.dataset.click)?.click();
  else if (item.dataset.href) location.assign(item.dataset.href);
}

export function openPalette() {
  if (!dialog || dialog.open) return;
  for (const open of document.querySelectorAll(':popover-open')) open.hidePopover();
  for (const open of document.querySelectorAll('dialog[open]')) open.close();
  input.value = ''; found.replaceChildren(); dialog.showModal(); filter(); list.scrollTop = 0; input.focus();
}

if (dialog) {
  input.addEventListener('input', search);
  input.addEventListener('keydown', e => {
    const items = shown(), step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) { e.preventDefault(); if (items.length) mark(items[(at + step + items.length) % items.length]); }
    if (e.key === 'Enter' && !e.isComposing) { e.preventDefault(); go(items[at]); }
  });
  list.addEventListener('mousemove', e => { const item = e.target.closest('[role="option"]'); if (item && item !== shown()[at]) mark(item); });
  list.addEventListener('click', e => go(e.target.closest('[role="option"]')));
  dialog.addEventListener('close', () => { clearTimeout(timer); asking?.abort(); asking = null; });
  document.addEventListener('click', e => { if (e.target.closest('[data-palette-open]')) openPalette(); });
}
