// A file dropped on the field is sent at once; a choice about the file is read anew at once. Buttons do the same.
const zone = document.querySelector('[data-dropzone]');
if (zone) {
  const input = zone.querySelector('input[type=file]');
  const over = on => zone.classList.toggle('is-over', on);
  zone.addEventListener('dragover', e => { e.preventDefault(); over(true); });
  zone.addEventListener('dragleave', () => over(false));
  zone.addEventListener('drop', e => { e.preventDefault(); over(false); if (e.dataTransfer.files.length) { input.files = e.dataTransfer.files; zone.requestSubmit(); } });
  input.addEventListener('change', () => input.files.length && zone.requestSubmit());
}
document.querySelector('[data-recognised]')?.addEventListener('change', e => { const form = e.currentTarget; form.requestSubmit(form.querySelector('[value=show]')); });
