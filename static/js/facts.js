// Values changed in place: Enter saves, Esc gives up, Tab saves and goes on to the next value.
// Ctrl+Enter saves any form that holds something typed.
const form = el => el.closest?.('form[data-factform]');
const facts = () => [...document.querySelectorAll('[data-fact]')];
let next = null, home = null;

document.addEventListener('keydown', e => {
  const draft = e.target.closest?.('form[data-draft]');
  if (draft && e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !e.isComposing) { e.preventDefault(); draft.requestSubmit(); return; }
  const f = form(e.target); if (!f || e.isComposing) return;
  if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); home = f.closest('[data-fact]')?.id ?? null; f.querySelector('[data-cancel]')?.click(); return; }
  if (e.key === 'Enter' && e.target.matches('select')) { e.preventDefault(); f.requestSubmit(); return; }
  const fact = f.closest('[data-fact]');
  if (e.key !== 'Tab' || !fact || !e.target.matches('.input') || e.ctrlKey || e.altKey) return;
  const all = facts(), to = all[all.indexOf(fact) + (e.shiftKey ? -1 : 1)];
  e.preventDefault();
  if (to) { next = to.id; home = null; } else { home = fact.id; }
  if (f.matches('[data-dirty]')) f.requestSubmit(); else f.querySelector('[data-cancel]').click();
});
document.addEventListener('submit', e => { const fact = form(e.target)?.closest('[data-fact]'); if (fact && !next) home = fact.id; }, true);

// at once with the focus: later it would take away what a quick hand has typed
document.addEventListener('focusin', e => { if (form(e.target)) e.target.select?.(); });

document.addEventListener('htmx:afterSettle', e => {
  const place = e.detail.elt.closest?.('[data-fact], #contacts, #tags') ?? e.detail.target;
  const box = place?.querySelector?.('form[data-factform] .input[aria-invalid="true"]') ?? place?.querySelector?.('form[data-factform] .input');
  if (box) { if (document.activeElement !== box) box.focus(); next = home = null; return; }
  const go = next; next = null;
  if (go) { home = null; document.getElementById(go)?.querySelector('.fact')?.click(); return; }
  const fact = home && document.getElementById(home);
  // another part of the card has settled before: the value is still a form, and the focus waits for its answer
  if (fact?.querySelector('form[data-factform]')) return;
  home = null; fact?.querySelector('.fact')?.focus();
});
document.addEventListener('htmx:afterRequest', e => { if (!e.detail.successful) next = home = null; });
