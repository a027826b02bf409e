// Shortcuts go by physical key (event.code), so they work in the Russian layout too. Single keys can be switched off (WCAG 2.1.4).
import { openPalette } from './palette.js';
import { openDialog } from './ui.js';

const SECOND_KEY_WITHIN = 1200;
let on = document.querySelector('[data-keys-toggle]')?.checked ?? true, g = 0;
document.addEventListener('preferences:keys', e => { on = e.detail; });

const typing = el => el.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

document.addEventListener('keydown', e => {
  if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.code === 'KeyK') { e.preventDefault(); openPalette(); return; }
  if (!on || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || document.querySelector('dialog[open], :popover-open') || typing(e.target)) return;
  if (g && Date.now() - g < SECOND_KEY_WITHIN) { g = 0; const link = document.querySelector(`[data-go-key="${e.code}"]`); if (link) { e.preventDefault(); link.click(); } return; }
  g = 0;
  if (e.code === 'KeyG') { g = Date.now(); return; }
  if (e.code === 'Slash' && e.shiftKey || e.key === '?') { e.preventDefault(); openDialog('help'); return; }
  if (e.code === 'Slash' || e.key === '/') { const s = document.querySelector('[data-page-search]'); if (s) { e.preventDefault(); s.focus(); s.select?.(); } return; }
  if (e.code === 'KeyE') { const b = document.querySelector('[data-edit]'); if (b) { e.preventDefault(); b.click(); return; } }
  if (e.code === 'KeyC') { const b = document.querySelector('[data-create]') ?? document.querySelector('#palette [data-keys="C"]'); if (b) { e.preventDefault(); b.click(); return; } }
  document.dispatchEvent(new CustomEvent('key:single', { detail: e }));
});
