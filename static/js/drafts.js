// What was typed and not saved yet: forms with `data-draft`. Nothing of it leaves the page, and nothing takes it away unasked.
import { headers, text } from './text.js';
import { toast } from './toast.js';

const drafts = () => [...document.querySelectorAll('form[data-draft]')];
let leaving = false;
export const hasDrafts = () => drafts().length > 0;

document.addEventListener('input', e => { const f = e.target.closest?.('form[data-draft]'); if (f) f.dataset.dirty = ''; });
document.addEventListener('submit', e => { if (!e.target.matches('form[data-draft]') || !e.target.hasAttribute('hx-post')) leaving = true; }, true);
addEventListener('pageshow', () => { leaving = false; });
// an answer of the server that leads away means it was saved
document.addEventListener('htmx:beforeOnLoad', e => { if (e.detail.xhr.getResponseHeader('HX-Redirect')) leaving = true; });
addEventListener('beforeunload', e => { if (!leaving && drafts().some(f => 'dirty' in f.dataset)) e.preventDefault(); });

// Signed in again in another tab: the token of this page is old, so it is asked for anew.
const dialog = document.getElementById('signed-out');
async function back() {
  if (!dialog?.open || document.hidden) return;
  const response = await fetch(dialog.dataset.sessionUrl, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (response.redirected || !response.ok) return;
  const { reader, token } = await response.json();
  if (String(reader) !== dialog.dataset.reader) { leaving = true; location.reload(); return; }  // another person: not his draft
  document.body.setAttribute('hx-headers', JSON.stringify({ ...headers(), 'X-CSRFToken': token }));
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = token;
  dialog.close(); toast(text.signedInAgain);
}
document.addEventListener('visibilitychange', back);
addEventListener('focus', back);
