// Short messages in the corner. They wait while the pointer or the focus is on them; errors stay until closed.
const STAY = 6000, STAY_WITH_ACTION = 12000;
const box = document.getElementById('toasts');

function leave(el, delay) {
  let timer; const start = () => { timer = setTimeout(() => el.remove(), delay); }, stop = () => clearTimeout(timer);
  for (const name of ['pointerenter', 'focusin']) el.addEventListener(name, stop);
  for (const name of ['pointerleave', 'focusout']) el.addEventListener(name, start);
  start();
}

export function toast(message, { action = null, sticky = false } = {}) {
  const el = document.getElementById('toast-template').content.firstElementChild.cloneNode(true);
  el.querySelector('span').textContent = message;
  if (action) { const b = document.createElement('button'); b.className = 'btn btn--sm'; b.type = 'button'; b.textContent = action.label; b.onclick = () => { el.remove(); action.run?.(); }; el.querySelector('span').after(b); }
  box.append(el);
  if (!sticky) leave(el, action ? STAY_WITH_ACTION : STAY);
  return el;
}

box.addEventListener('click', e => e.target.closest('[data-toast-close]')?.closest('.toast').remove());

// Messages that came with the page: a live region says only what is put into it later, so they are put in anew.
for (const el of [...box.children]) { el.remove(); setTimeout(() => { box.append(el); if (!el.matches('.toast--bad, .toast--warn')) leave(el, el.querySelector('form') ? STAY_WITH_ACTION : STAY); }, 60); }
