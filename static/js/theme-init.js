// Blocking and tiny, for strangers only: their theme before the first paint. For others the server renders it into <html>.
(() => { try { document.documentElement.dataset.theme = localStorage.theme || ''; } catch { /* storage is off */ } })();
