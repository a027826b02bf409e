// Side drawer, dialogs, tabs, popover placement, panes, password fields.
import { text } from './text.js';
import { toast } from './toast.js';

const side = document.getElementById('side');

function toggleSide(force) {
  const on = side.classList.toggle('is-open', force);
  for (const b of document.querySelectorAll('[data-side-toggle]')) b.setAttribute('aria-expanded', on);
  if (on) side.querySelector('a, button')?.focus({ preventScroll: true });
}

document.addEventListener('click', e => {
  const t = e.target.closest('[data-side-toggle],[data-close],[data-help-open],[data-open],[data-toast],[data-tab],[data-print]');
  if (side?.classList.contains('is-open') && !e.target.closest('.side, [data-side-toggle]')) toggleSide(false);
  if (!t) return;
  if (t.matches('[data-side-toggle]')) toggleSide();
  if (t.matches('[data-close]')) t.closest('dialog')?.close();
  if (t.matches('[data-help-open]')) openDialog('help');
  if (t.matches('[data-print]')) print();
  if (t.dataset.open) openDialog(t.dataset.open);
  if (t.dataset.toast) toast(t.dataset.toast, { action: t.dataset.undo ? { label: t.dataset.undo } : null });
  if (t.dataset.tab) selectTab(t);
});
document.addEventListener('keydown', e => {
  if (e.key !== 'Escape' || !side?.classList.contains('is-open') || document.querySelector('dialog[open], :popover-open')) return;
  toggleSide(false); document.querySelector('[data-side-toggle]')?.focus();
});

export function openDialog(id) {
  for (const open of document.querySelectorAll(':popover-open')) open.hidePopover();
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

// a form whose answer went to the page behind its dialog has done its work
document.addEventListener('htmx:afterSwap', e => {
  const form = e.detail.requestConfig?.elt, dialog = form?.closest?.('[data-closes]') && form.closest('dialog');
  if (dialog && !dialog.contains(e.detail.target)) dialog.close();
});

// a press on the backdrop closes a dialog
document.addEventListener('mousedown', e => {
  if (!e.target.matches?.('dialog[open]')) return;
  const r = e.target.getBoundingClientRect();
  if (e.clientX < r.left || e.clientX > r.right || e.clientY < r.top || e.clientY > r.bottom) e.target.close();
});

// tabs: role=tablist with arrow keys
function selectTab(tab) {
  for (const t of tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')) {
    const on = t === tab; t.setAttribute('aria-selected', on); t.tabIndex = on ? 0 : -1;
    const p = document.getElementById(t.getAttribute('aria-controls')); if (!p) continue; p.hidden = !on && p.id !== tab.getAttribute('aria-controls'); if (on && t.id) p.setAttribute('aria-labelledby', t.id);
  }
  tab.dispatchEvent(new CustomEvent('tab:select', { bubbles: true }));
}
document.addEventListener('keydown', e => {
  const tab = e.target.closest?.('[role="tab"]'); if (!tab || !['ArrowLeft', 'ArrowRight'].includes(e.key)) return;
  const all = [...tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')];
  const next = all[(all.indexOf(tab) + (e.key === 'ArrowRight' ? 1 : -1) + all.length) % all.length]; next.focus(); if (next.dataset.tab) selectTab(next);
});

// menus: arrow keys inside, and placement for browsers without CSS anchor positioning
document.addEventListener('toggle', e => {
  const m = e.target; if (!m.matches?.('.menu') || e.newState !== 'open') return;
  if (!m.matches('[data-mention-menu]') || !document.activeElement?.matches('.composer__text')) m.querySelector('.menu__item, input:not([type=hidden]), button')?.focus({ preventScroll: true });
  if (CSS.supports('position-area: block-end')) return;
  const b = document.querySelector(`[popovertarget="${m.id}"]`)?.getBoundingClientRect(); if (!b) return;
  m.style.position = 'fixed'; const w = m.offsetWidth, h = m.offsetHeight;
  m.style.left = Math.max(8, Math.min(m.classList.contains('menu--end') ? b.right - w : b.left, innerWidth - w - 8)) + 'px';
  m.style.top = (b.bottom + h + 8 > innerHeight ? Math.max(8, b.top - h - 8) : b.bottom) + 'px';
}, true);
document.addEventListener('keydown', e => {
  const m = e.target.closest?.('.menu'); if (!m || !['ArrowDown', 'ArrowUp'].includes(e.key)) return;
  const items = [...m.querySelectorAll('.menu__item')]; const i = items.indexOf(document.activeElement); e.preventDefault();
  items[(i + (e.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]?.focus();
});

// narrow screens: the record shows one pane at a time
document.addEventListener('click', e => {
  const b = e.target.closest('[data-pane-set]'); if (!b) return;
  b.closest('[data-pane]').dataset.pane = b.dataset.paneSet;
  for (const x of b.parentElement.children) x === b ? x.setAttribute('aria-current', 'true') : x.removeAttribute('aria-current');
});

// password fields: the eye works only with scripts, so it is shown by them
for (const b of document.querySelectorAll('[data-pass]')) b.hidden = false;
document.addEventListener('click', e => {
  const b = e.target.closest('[data-pass]'); if (!b) return;
  const field = document.getElementById(b.dataset.pass), show = field.type === 'password';
  field.type = show ? 'text' : 'password'; b.setAttribute('aria-label', show ? text.hidePassword : text.showPassword);
});

// rows of the help for controls this page does not have
for (const row of document.querySelectorAll('[data-needs]')) row.hidden = !document.querySelector(row.dataset.needs);
