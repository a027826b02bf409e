// Buttons that copy what stands beside them: `data-copy="text"`.
import { text } from './text.js';
import { toast } from './toast.js';

document.addEventListener('click', async e => {
  const button = e.target.closest('[data-copy]'); if (!button) return;
  try { await navigator.clipboard.writeText(button.dataset.copy); toast(text.copied); } catch { toast(text.notCopied); }
});
