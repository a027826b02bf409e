// What a person sees when a request fails, the session has ended or the network is gone.
import { hasDrafts } from './drafts.js';
import { isSignIn, send, signIn, text } from './text.js';
import { toast } from './toast.js';
import { openDialog } from './ui.js';

document.addEventListener('htmx:afterSwap', e => { const t = e.detail.target; if (t.matches?.('dialog') && !t.open) t.showModal(); });
document.addEventListener('htmx:beforeSwap', e => { if (isSignIn(e.detail.xhr.responseURL || location.href) && !isSignIn(location.href)) { e.detail.shouldSwap = false; if (isLeaving()) return; if (hasDrafts()) openDialog('signed-out'); else signIn(); } });
// A piece that comes too late, after the person has signed out, must not break off the way to the next page, where he is told so.
const LEAVING = 10000;
let left = -LEAVING;
addEventListener('beforeunload', () => { left = performance.now(); });
const isLeaving = () => performance.now() - left < LEAVING;
// What asks by itself again and again keeps silent when it fails: the next answer mends it.
const quiet = e => e.detail.elt?.matches?.('[data-quiet]');
document.addEventListener('htmx:responseError', e => quiet(e) || toast({ 403: text.forbidden, 404: hasDrafts() && text.notYours }[e.detail.xhr.status] || text.requestFailed, { sticky: true }));
document.addEventListener('htmx:sendError', e => quiet(e) || toast(navigator.onLine ? text.requestFailed : text.offline, { sticky: true }));
document.addEventListener('htmx:timeout', e => quiet(e) || toast(text.requestFailed, { sticky: true }));

// An input of files that outlives its part is emptied when its files are sent: the same file may be chosen again.
document.addEventListener('htmx:afterRequest', e => e.detail.elt?.querySelectorAll?.('input[type=file][hx-preserve]').forEach(input => { input.value = ''; }));

// HX-Trigger: {"toast": {"toasts": [{"text", "label", "url" or "post", "sticky"}]}} – what the server has to say beside the answer
document.addEventListener('toast', e => { for (const { text: says, label, url, post, sticky } of e.detail.toasts ?? []) toast(says, { sticky, action: post ? { label, run: () => send(post) } : url ? { label, run: () => location.assign(url) } : null }); });

let gone = null;
addEventListener('offline', () => { gone ??= toast(text.offline, { sticky: true }); });
addEventListener('online', () => { if (gone) { gone.remove(); gone = null; toast(text.online); } });
