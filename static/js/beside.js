// Previous and next client of the list the card was opened from: [ and ], or K and J where there are no rows to walk.
const ways = { BracketLeft: 'before', BracketRight: 'after', KeyK: 'before', KeyJ: 'after' };
document.addEventListener('key:single', ({ detail: e }) => {
  const way = ways[e.code]; if (!way || (e.code.startsWith('Key') && document.querySelector('table[data-rows]'))) return;
  const link = document.querySelector(`[data-beside="${way}"]`); if (link) { e.preventDefault(); link.click(); }
});
