// What else could be asked, while there are answers.

// Scripts without spaces: what the index holds of them are pairs of letters, not words.
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

/**
 * What was asked here before, and the last word finished.
 *
 * A word that the site has needs no end. What finishes another stands in an answer as a word: the index
 * also holds `setup` where a page says `set-up`.
 */
function furtherQueries(query, { plan, answers }, shelf, recent) {
  const found = recent.filter((other) => other !== query && other.startsWith(query));
  const standing = new Set();
  for (const text of answers.flatMap(({ page, heading, passage }) => [page, heading, passage])) {
    scan(text, (form, isBeside) => isBeside || standing.add(form));
  }
  for (const { form, isBeside, alternatives } of unspaced.test(query) ? [] : plan.groups) {
    if (isBeside || alternatives.some(({ reason }) => reason === "exact")) continue;
    for (const longer of alternatives) {
      if (longer.reason !== "prefix" || !standing.has(longer.form)) continue;
      found.push(finished(query, form, shelf.written(longer.form)));
    }
  }
  return [...new Set(found)].slice(0, 3);
}

/** A query with its last word replaced. */
function finished(query, form, by) {
  let last;
  scan(query, (word, isBeside, from, to) => {
    if (word === form) last = [from, to];
  });
  return last ? query.slice(0, last[0]) + by + query.slice(last[1]) : query;
}
