// Tasks: their dialog closes when the server says that the thing is done.
document.addEventListener('taskDone', () => { const d = document.getElementById('task-dialog'); if (d?.open) d.close(); });
