// A purchase from the keyboard, on its page and on a card: Enter goes on, from the last box to a new line; goods are
// suggested while one types. The form may come later than this file.
const MOST = 201; // one more than is taken: whoever types it is told so
const formOf = el => el.closest?.('[data-purchase]');
const boxes = form => [...form.querySelectorAll('[data-lines] [data-cell]')];

function addLine(form) {
  const total = form.querySelector('[name="line-TOTAL_FORMS"]');
  const body = form.querySelector('[data-lines]');
  const place = Number(total.value);
  if (place >= MOST) return;
  const row = body.rows[body.rows.length - 1].cloneNode(true);
  row.querySelectorAll('.field__error').forEach((error) => error.remove());
  row.querySelectorAll('[data-cell]').forEach((box) => {
    box.name = `line-${place}-${box.dataset.cell}`;
    box.id = `id_${box.name}`;
    box.value = '';
    box.removeAttribute('autofocus');
  });
  body.append(row);
  total.value = String(place + 1);
}

document.addEventListener('keydown', (event) => {
  const form = formOf(event.target);
  if (!form || event.key !== 'Enter' || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    if (form.matches('[data-draft]')) return;
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const place = boxes(form).indexOf(event.target);
  if (place < 0) return;
  event.preventDefault();
  if (place === boxes(form).length - 1) addLine(form);
  boxes(form)[place + 1]?.focus();
});

let waiting = 0, asking = null;
document.addEventListener('input', (event) => {
  const form = formOf(event.target);
  if (!form || event.target.dataset.cell !== 'product') return;
  clearTimeout(waiting);
  asking?.abort(); // an earlier answer must not come after a later one
  waiting = setTimeout(async () => {
    const goods = form.querySelector('[data-goods]');
    const address = `${goods.dataset.goods}?q=${encodeURIComponent(event.target.value)}`;
    asking = new AbortController();
    try {
      const answer = await fetch(address, { headers: { 'HX-Request': 'true' }, signal: asking.signal });
      goods.innerHTML = answer.ok && !answer.redirected ? await answer.text() : '';
    } catch { /* only suggestions: the form asks again when it is sent */ }
  }, 200);
});
