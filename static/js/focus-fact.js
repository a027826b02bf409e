// A card in the queue of repairs: the first field that is missing is opened at once, and after a save the next one.
const left = () => [...document.querySelectorAll('[data-focus-fact]')];
function open() {
  for (const mark of left()) {
    const fact = document.getElementById(`fact-${mark.dataset.focusFact}`)?.querySelector('.fact--empty');
    if (fact) { fact.click(); return; }
  }
}
document.addEventListener('click', e => {
  const button = e.target.closest('button[data-fill]'); if (!button) return;
  const place = document.getElementById(`fact-${button.dataset.fill}`) ?? document.getElementById('contacts');
  place?.scrollIntoView({ block: 'center' }); place?.querySelector('.fact, [hx-get$="add=1"]')?.click();
});
document.addEventListener('cardChanged', () => setTimeout(open, 50));
if (document.querySelector('[data-repair]')) setTimeout(open, 100);
