// What is asked for is asked once: a second press while the first is on its way does nothing. A form that leads to another
// page is on its way until that page comes, or for WAIT: its answer may be a file, and the page stays.
const WAIT = 3000, going = new WeakSet();
const acts = ({ verb, triggeringEvent }) => verb !== 'get' && ['submit', 'click'].includes(triggeringEvent?.type);
const stop = (e, element) => {
  if (going.has(element)) { e.preventDefault(); e.stopImmediatePropagation(); }
};

document.addEventListener('htmx:beforeRequest', e => { if (acts(e.detail.requestConfig)) going.add(e.detail.elt); });
document.addEventListener('htmx:afterRequest', e => going.delete(e.detail.elt));
document.addEventListener('submit', e => stop(e, e.target), true);
document.addEventListener('click', e => stop(e, e.target.closest?.('[hx-post]:not(form), [hx-delete]:not(form)')), true);
// After every other listener: one of them may have kept the form from going.
window.addEventListener('submit', e => {
  const form = e.target;
  if (e.defaultPrevented || !form.matches('[method=post i]')) return;  // `form.method` may be a box of that name
  going.add(form);
  setTimeout(() => going.delete(form), WAIT);
});
