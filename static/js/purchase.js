// The form of a purchase from the keyboard: Enter goes on, from the last box to a new line; goods are suggested.
const form = document.querySelector('[data-purchase]');
const body = form.querySelector('[data-lines]');
const total = form.querySelector('[name="line-TOTAL_FORMS"]');
const goods = form.querySelector('[data-goods]');
const MOST = 200;

const boxes = () => [...body.querySelectorAll('[data-cell]')];

function addLine() {
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

body.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const all = boxes();
  const place = all.indexOf(event.target);
  if (place === all.length - 1) addLine();
  boxes()[place + 1]?.focus();
});

form.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});

let waiting = 0;
body.addEventListener('input', (event) => {
  if (event.target.dataset.cell !== 'product') return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const address = `${goods.dataset.goods}?q=${encodeURIComponent(event.target.value)}`;
    fetch(address, { headers: { 'HX-Request': 'true' } }).then((answer) => (answer.ok ? answer.text() : '')).then((html) => {
      goods.innerHTML = html;
    });
  }, 200);
});
