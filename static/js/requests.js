// What a person sees when a request fails, the session has ended or the network is gone.
import { isSignIn, signIn, text } from './text.js';
import { toast } from './toast.js';

document.addEventListener('htmx:afterSwap', e => { const t = e.detail.target; if (t.id === 'drawer' && !t.open) t.showModal(); });
document.addEventListener('htmx:beforeSwap', e => { if (isSignIn(e.detail.xhr.responseURL || location.href) && !isSignIn(location.href)) { e.detail.shouldSwap = false; signIn(); } });
document.addEventListener('htmx:responseError', e => toast(e.detail.xhr.status === 403 ? text.forbidden : text.requestFailed, { sticky: true }));
document.addEventListener('htmx:sendError', () => toast(navigator.onLine ? text.requestFailed : text.offline, { sticky: true }));
document.addEventListener('htmx:timeout', () => toast(text.requestFailed, { sticky: true }));

let gone = null;
addEventListener('offline', () => { gone ??= toast(text.offline, { sticky: true }); });
addEventListener('online', () => { if (gone) { gone.remove(); gone = null; toast(text.online); } });
