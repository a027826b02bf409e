// A file chosen, dropped or pasted anywhere on the page is sent at once; cells pasted go into their field.
// A choice about the file is read anew at once. Buttons do the same.
const zone = document.querySelector('[data-dropzone]');
if (zone) {
  const input = zone.querySelector('input[type=file]'), says = zone.querySelector('[data-says]');
  const over = on => zone.classList.toggle('is-over', on);
  const send = () => {
    const file = input.files[0];
    if (!file || zone.ariaBusy === 'true') return;
    if (file.size > zone.dataset.largest * 1048576) { says.textContent = says.dataset.tooLarge; zone.reset(); return; }
    says.textContent = says.dataset.sending.replace('%s', file.name); zone.ariaBusy = 'true';
    zone.requestSubmit();
  };
  const take = files => { if (files.length) { input.files = files; send(); } return files.length > 0; };
  // The whole page takes the file: one dropped beside the field would open in the browser instead.
  document.addEventListener('dragover', e => { if (e.dataTransfer.types.includes('Files')) { e.preventDefault(); over(true); } });
  document.addEventListener('dragleave', e => e.relatedTarget || over(false));
  document.addEventListener('drop', e => { if (e.dataTransfer.types.includes('Files')) { e.preventDefault(); over(false); take(e.dataTransfer.files); } });
  input.addEventListener('change', send);
  document.addEventListener('paste', e => {
    // Cells copied in Excel come with a picture of themselves.
    const files = e.clipboardData.files;
    if (files.length && !files[0].type.startsWith('image/')) { e.preventDefault(); take(files); return; }
    const field = document.querySelector('[data-pasted] textarea'), text = e.clipboardData.getData('text/plain');
    if (!field || !text || e.target.closest('input, textarea')) return;
    e.preventDefault(); field.value = text; field.focus(); field.scrollIntoView({ block: 'center' });
  });
  // Back from the next page: the browser shows this one as it was left.
  addEventListener('pageshow', () => { zone.ariaBusy = null; says.textContent = ''; zone.reset(); });
}
document.querySelector('[data-recognised]')?.addEventListener('change', e => { const form = e.currentTarget; form.requestSubmit(form.querySelector('[value=show]')); });
