// What of a text answers a query: marked words, the part to show, and what else to ask.

/** The terms that a plan looks for: all, or without function words where it has others. */
function termsOf({ groups }) {
  const isLight = ({ alternatives: [first] }) => first.reason === "exact" && first.term.isFunctionWord;
  const heavy = groups.filter((group) => !isLight(group));
  return new Set((heavy.length ? heavy : groups).flatMap(({ alternatives }) => alternatives.map(({ term }) => term.number)));
}

/** Where in a text words of a plan stand, as ascending ranges that do not touch. */
function rangesIn(text, plan, shelf) {
  const terms = termsOf(plan), ranges = [];
  scan(text, (form, isBeside, from, to) => {
    const term = shelf.known(form);
    if (!term || !terms.has(term.number)) return;
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

/** A text as nodes, with the words of a plan marked; begins near the first of them when that is far. */
function marked(text, plan, shelf, far = Infinity) {
  const nodes = [], ranges = rangesIn(text, plan, shelf);
  let at = 0;
  if (ranges[0]?.[0] > far) {
    // A sentence's beginning, or else a word's.
    const before = text.slice(0, ranges[0][0]), sentence = before.search(/[^.!?。؟]*$/u);
    at = before.length - sentence > far ? before.lastIndexOf(" ", before.length - far / 2) + 1 : sentence;
    if (at > 0) nodes.push("… ");
  }
  for (const [from, to] of ranges) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    nodes.push(text.slice(at, from), mark);
    at = to;
  }
  nodes.push(text.slice(at));
  if (far < Infinity && text && !/[.!?。！？؟…:]\s*$/u.test(text)) nodes.push("…");
  return nodes;
}

/** A word as the answers write it; as it is folded where none of them shows it. */
function asWritten(form, answers) {
  let written;
  for (const { heading, page, passage } of answers) {
    for (const text of [heading, page, passage]) {
      scan(text, (word, _, from, to) => {
        if (word === form) written ??= text.slice(from, to);
      });
    }
  }
  return (written ?? textOf(form)).toLowerCase();
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
function corrected(query, { plan, answers }) {
  const single = plan.groups.filter(({ isBeside }) => !isBeside);
  if (!single.some(({ alternatives: [first] }) => first.reason === "spelling")) return undefined;
  return single.filter(({ alternatives: [first] }) => /spelling|suffix/.test(first.reason)).reduce(
    (text, { form, alternatives: [first] }) => replaced(text, form, asWritten(first.form, answers)), query);
}

/** What else could be asked: the last word finished, what was asked here before, the nearest words. */
function hints(query, { plan, answers }, shelf, recent) {
  const found = recent.filter((other) => other !== query && other.startsWith(query));
  for (const { form, alternatives } of plan.groups) {
    const longer = alternatives.find(({ reason }) => reason === "prefix");
    if (longer && alternatives[0] === longer) found.push(replaced(query, form, asWritten(longer.form, answers)));
  }
  for (const form of answers.length ? [] : plan.unknown) {
    for (const near of nearest(form, shelf.head.vocabulary)) found.push(replaced(query, form, textOf(near)));
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
