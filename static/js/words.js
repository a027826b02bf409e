// Matching of words typed in a hurry: any order, ё as е, and the wrong keyboard layout.
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const other = new Map([...LATIN].flatMap((c, i) => [[c, CYRILLIC[i]], [CYRILLIC[i], c]]));

export const plain = s => s.toLowerCase().replaceAll('ё', 'е');
export const otherLayout = s => [...s.toLowerCase()].map(c => other.get(c) ?? c).join('');

// 0: the text begins with it, 1: a word does, 2: it stands inside, null: not there
function place(word, text) {
  const at = text.indexOf(word);
  if (at <= 0) return at < 0 ? null : 0;
  return (` ${text}`).includes(` ${word}`) ? 1 : 2;
}

// How well the text answers the query: smaller is better, null: not at all.
export function rank(query, text) {
  const hay = plain(text); let total = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const places = [plain(word), plain(otherLayout(word))].map((w, i) => { const p = place(w, hay); return p === null ? null : p + i * 3; }).filter(p => p !== null);
    if (!places.length) return null;
    total += Math.min(...places);
  }
  return total;
}
