// Controls with a key of their own (`data-key`, a physical key), and links that are buttons: Space presses them too.
document.addEventListener('key:single', ({ detail: e }) => {
  if (e.shiftKey) return;  // «@» typed beside a box is no digit 2
  const control = document.querySelector(`[data-key="${e.code}"]`);
  if (control && !control.closest('[hidden]')) { e.preventDefault(); if (control.matches('input:not([type=checkbox], [type=radio])')) control.focus(); else control.click(); }
});
document.addEventListener('keydown', e => {
  if (e.code === 'Space' && e.target.matches?.('a[role="button"]')) { e.preventDefault(); e.target.click(); }
});
