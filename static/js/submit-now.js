// A form that is sent as the page opens (`data-submit-now`), once: a reload must not send it again.
const form = document.querySelector('[data-submit-now]');
if (form) {
  history.replaceState(history.state, '', location.pathname);
  form.requestSubmit();
}
