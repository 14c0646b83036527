// What of a text answers a query: marked words, the part to show, and what else to ask.

// Read/PassageChoice.swift, step by step: what is shown of a section is the same in both readers.
const mostUnits = 120, longPiece = 60;

/** For words of a text, the places of the heavy groups that they belong to, in files that were looked into. */
function finder({ groups }, shelf) {
  const isLight = ({ alternatives: [first] }) => first.reason === "exact" && first.term.isFunctionWord;
  const heavy = groups.filter((group) => !isLight(group)), asked = heavy.length ? heavy : groups;
  const places = new Map(), files = new Set(), common = shelf.head.vocabulary;
  asked.forEach(({ form, alternatives }, place) => {
    for (const { term: { number } } of alternatives) places.set(number, [...places.get(number) ?? [], place]);
    for (const one of [form, ...alternatives.map((each) => each.form)]) {
      if (!look(common, one)) files.add(shelf.rareNumber(one));
    }
  });
  const find = (form) => places.get((look(common, form)
    ?? (files.has(shelf.rareNumber(form)) ? look(shelf.rareVocabulary(form) ?? empty.v, form) : null))?.number) ?? [];
  return { find, weights: asked.map(weightOf) };
}

/** The part of a text that holds words of the query of the most weight; of equal parts the first. */
function partOf(text, { find, weights }) {
  if (text.length <= mostUnits) return text;
  const pieces = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const isSpace = text[at] === " ", isFull = (isSpace ? ".!?؟" : "。！？").includes(text[isSpace ? at - 1 : at]);
    const isEnd = isFull || (isSpace && at - start >= longPiece);
    if (!isEnd && at < text.length - 1) continue;
    const piece = text.slice(start, at + 1), groups = new Set();
    scan(piece, (form) => find(form).forEach((group) => groups.add(group)));
    pieces.push({ piece, groups });
    start = at + 1;
  }
  let most = -1, best = "";
  pieces.forEach((_, first) => {
    let part = "";
    const groups = new Set();
    for (const { piece, groups: more } of pieces.slice(first)) {
      if (part && part.length + piece.length > mostUnits) break;
      part += piece;
      for (const group of more) groups.add(group);
    }
    const worth = [...groups].reduce((sum, group) => sum + weights[group], 0);
    if (worth <= most) return;
    most = worth;
    best = (first && part[0] !== "…" ? "… " : "") + part.replace(/ $/, "");
  });
  return best;
}

/** Where in a text words that were asked for stand, as ascending ranges that do not touch. */
function rangesIn(text, { find }) {
  const ranges = [];
  scan(text, (form, isBeside, from, to) => {
    if (!find(form).length) return;
    // Pairs of letters overlap, and so do compounds and their parts.
    while (ranges.length && from <= ranges.at(-1)[1]) {
      const last = ranges.pop();
      from = Math.min(from, last[0]);
      to = Math.max(to, last[1]);
    }
    ranges.push([from, to]);
  });
  return ranges;
}

/** A text as nodes, with the words that were asked for marked. */
function marked(text, asked) {
  const nodes = [];
  let at = 0;
  for (const [from, to] of rangesIn(text, asked)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    nodes.push(text.slice(at, from), mark);
    at = to;
  }
  return [...nodes, text.slice(at)];
}

/** A query with one of its words replaced. */
function replaced(query, form, by) {
  let text = query;
  scan(query, (word, isBeside, from, to) => {
    if (word === form && text === query) text = query.slice(0, from) + by + query.slice(to);
  });
  return text;
}

/** The query in the words that were looked for instead of misspelt ones; undefined where none was. */
function corrected(query, { plan }, shelf) {
  const single = plan.groups.filter(({ isBeside }) => !isBeside);
  if (!single.some(({ alternatives: [first] }) => first.reason === "spelling")) return undefined;
  return single.filter(({ alternatives: [first] }) => /spelling|suffix/.test(first.reason)).reduce(
    (text, { form, alternatives: [first] }) => replaced(text, form, shelf.written(first.form)), query);
}

/** What else could be asked: what was asked here before, the last word finished, the nearest words. */
function hints(query, { plan, answers }, shelf, recent) {
  const found = recent.filter((other) => other !== query && other.startsWith(query));
  for (const { form, alternatives } of plan.groups) {
    for (const longer of alternatives.filter(({ reason }) => reason === "prefix")) {
      found.push(replaced(query, form, shelf.written(longer.form)));
    }
  }
  for (const form of answers.length ? [] : plan.unknown) {
    for (const near of nearest(form, shelf.head.vocabulary)) found.push(replaced(query, form, shelf.written(near)));
  }
  return [...new Set(found)].slice(0, 3);
}

/** The common words that are most like one that nothing is like. */
function nearest(form, { forms, terms }) {
  const word = [...textOf(form)], limit = word.length >> 1;
  return forms
    .filter((other, at) => other[0] === form[0] && terms[at].frequency > 0 && correctable(other))
    .map((other) => ({ other, edits: distance(word, [...textOf(other)], limit) ?? Infinity }))
    .filter(({ edits }) => edits < Infinity)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3).map(({ other }) => other);
}

export { Shelf, corrected, hints, marked, scan, search };
