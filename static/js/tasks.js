// Tasks: their dialog closes when the server says that the thing is done.
document.addEventListener('taskDone', () => { const d = document.getElementById('task-dialog'); if (d?.open) d.close(); });
// The calendar by arrows: from day to day, a week up and down.
document.addEventListener('keydown', e => {
  const day = e.target.closest?.('[data-calday]'); if (!day || e.ctrlKey || e.altKey || e.metaKey) return;
  const days = [...document.querySelectorAll('[data-calday]')], step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.code];
  const to = step && days[days.indexOf(day) + step]; if (!to) return;
  e.preventDefault(); to.focus();
});
