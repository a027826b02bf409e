// Theme, row height, language, single keys: applied at once, kept in the profile (a stranger's theme in the browser).
import { post, text } from './text.js';
import { toast } from './toast.js';

const root = document.documentElement;
const form = document.querySelector('form[data-preferences]');
const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;

const apply = {
  theme(value) { root.dataset.theme = value; try { localStorage.theme = value; } catch { /* storage is off */ } },
  density(value) { root.dataset.density = value; },
  single_keys(value) { document.dispatchEvent(new CustomEvent('preferences:keys', { detail: value === 'true' })); },
};

async function set(name, value) {
  apply[name]?.(value);
  for (const b of document.querySelectorAll(`[data-preferences] button[name="${name}"]`)) b.setAttribute('aria-pressed', b.value === value);
  if (!form) return;
  try { await post(form.action, { [name]: value }, { keepalive: true }); } catch (e) { if (e.name !== 'AbortError') toast(text.notSaved); return; }
  if (name === 'language') location.replace(location.pathname + location.search);
}

document.addEventListener('submit', e => {
  if (!e.target.matches('[data-preferences]') || !e.submitter?.name) return;
  e.preventDefault(); set(e.submitter.name, e.submitter.value);
});
document.addEventListener('change', e => { if (e.target.matches('[data-keys-toggle]')) set('single_keys', String(e.target.checked)); });
document.addEventListener('click', e => { if (e.target.closest('[data-theme-toggle]')) set('theme', isDark() ? 'light' : 'dark'); });
