// The browser's reader of the search index. SearchIndex+Search.swift does the same step by step;
// change both or neither: shared vectors compare them.

const formatVersion = 1;

/** The folded words of a text: runs of letters and numbers, lower case, without marks. */
export function words(text) {
  const folded = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ς/g, "σ");
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

async function fetchJSON(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** Fetches an index once; `url` is the small file that says where the newest one lies. */
export async function openIndex(url) {
  const index = await fetchJSON((await fetchJSON(url)).index);
  if (index.version !== formatVersion) throw new Error(`the search index has format ${index.version}`);
  return index;
}

function stemsOf(index, word, isLast) {
  const stems = new Set();
  if (Object.hasOwn(index.words, word)) stems.add(index.words[word]);
  if (isLast && new TextEncoder().encode(word).length >= 3) {
    for (const [candidate, stem] of Object.entries(index.words)) {
      if (candidate.startsWith(word)) stems.add(stem);
    }
  }
  return stems.size > 0 ? stems : stemWithoutEnding(index, word);
}

// For a form that the site never uses ("refunds" where only "refund" stands): the stem of what is
// left when up to three letters are cut off, as long as four are left.
function stemWithoutEnding(index, word) {
  const letters = [...word];
  for (let cut = 1; cut <= 3; cut += 1) {
    letters.pop();
    if (letters.length < 4) return new Set();
    const rest = letters.join("");
    if (Object.hasOwn(index.words, rest)) return new Set([index.words[rest]]);
  }
  return new Set();
}

/** The units that hold the query's words, best first: `{unit, score}`. */
export function search(index, query, limit = 10) {
  const queryWords = words(query);
  const scores = new Map();
  const matches = new Map();
  let knownWords = 0;
  queryWords.forEach((word, position) => {
    const best = new Map();
    for (const number of stemsOf(index, word, position === queryWords.length - 1)) {
      const list = index.postings[number];
      for (let entry = 0; entry < list.length; entry += 2) {
        best.set(list[entry], Math.max(best.get(list[entry]) ?? 0, list[entry + 1]));
      }
    }
    if (best.size > 0) knownWords += 1;
    for (const [unit, weight] of best) {
      scores.set(unit, (scores.get(unit) ?? 0) + weight);
      matches.set(unit, (matches.get(unit) ?? 0) + 1);
    }
  });
  return [...scores]
    .filter(([unit]) => matches.get(unit) * 2 >= knownWords)
    .sort(([unitA, scoreA], [unitB, scoreB]) => scoreB - scoreA || unitA - unitB)
    .slice(0, limit)
    .map(([unit, score]) => ({ unit: index.units[unit], score }));
}
