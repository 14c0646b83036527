// Which answers come first, and how likely each is to answer: Read/Ranker.swift and Confidence.swift,
// step by step.

const mostImpact = 31;
const shareFactor = 31, evidenceFactor = 293, titleFactor = 15, offset = -2722;
// 1000 / (1 + e^(−x)) for x = 0, ¼, ½, … 6.
const logistic = [
  500, 562, 622, 679, 731, 777, 818, 852, 881, 905, 924, 940, 953, 963, 971, 977, 982, 986, 989, 991, 993, 995,
  996, 997, 998,
];

/** What a group earns in an answer, and in which section. */
function share({ alternatives }, lists, unit) {
  let earned = 0, section = 0;
  alternatives.forEach(({ weight }, which) => {
    const { units, impacts, sections } = lists[which], at = firstNot(units.length, (place) => units[place] < unit);
    if (units[at] !== unit || weight * impacts[at] <= earned) return;
    earned = weight * impacts[at];
    section = sections[at];
  });
  return { earned, section };
}

/** The section of an answer that most of the score comes from. */
function sectionOf(shares) {
  const votes = new Map();
  for (const { earned, section } of shares) votes.set(section, (votes.get(section) ?? 0) + earned);
  return [...votes].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0] ?? 0;
}

/**
 * The best answers, equal ones in the order of the site.
 *
 * `lists` holds, for each group, the postings of its alternatives.
 */
function rank(groups, lists, { unitCount, weights }, limit, isWanted) {
  const scores = new Float64Array(unitCount), best = new Float64Array(unitCount), touched = [];

  function earn(unit, score) {
    if (scores[unit] === 0) touched.push(unit);
    scores[unit] += score;
  }

  groups.forEach(({ alternatives }, number) => {
    const mine = [];
    alternatives.forEach(({ weight }, which) => {
      const { units, impacts } = lists[number][which];
      units.forEach((unit, at) => {
        if (best[unit] === 0) mine.push(unit);
        best[unit] = Math.max(best[unit], weight * impacts[at]);
      });
    });
    for (const unit of mine) {
      earn(unit, best[unit]);
      best[unit] = 0;
    }
  });
  // Neighbours in the query that are neighbours in a title or heading.
  const places = [...groups.keys()].filter((at) => !groups[at].isBeside);
  places.slice(1).forEach((second, at) => {
    const first = places[at], lighter = Math.min(weightOf(groups[first]), weightOf(groups[second]));
    const earned = Math.max(1, Math.floor((weights.pair * mostImpact * lighter) / 64));
    const units = lists[first][0].pairs.get(groups[second].alternatives[0].term.number) ?? [];
    for (const unit of units) if (unit < unitCount) earn(unit, earned);
  });
  const order = touched.filter(isWanted).sort((a, b) => scores[b] - scores[a] || a - b);
  return {
    total: order.length,
    hits: order.slice(0, limit).map((unit) => {
      const shares = groups.map((group, number) => share(group, lists[number], unit));
      return { unit, score: scores[unit], section: sectionOf(shares), shares };
    }),
  };
}

/** How likely it is that a hit answers, from 0 to 1 in thousandths. */
function confidence({ score, shares }, { groups, unknown, rarity }, title, { vocabulary }) {
  const all = groups.reduce((sum, group) => sum + (group.isBeside ? 0 : weightOf(group)), 0);
  const most = Math.max(1, (all + unknown.length * rarity({ frequency: 1 })) * mostImpact);
  const evidence = groups.reduce((sum, group, at) =>
    sum + Math.floor(shares[at].earned ** 2 / (weightOf(group) * mostImpact ** 2)), 0);
  const asked = new Set(groups.flatMap(({ alternatives }) => alternatives.map(({ term }) => term.number)));
  let has = 0, weighs = 0;
  for (const { form, isBeside } of queryWords(title).words) {
    const term = isBeside ? null : look(vocabulary, form);
    if (isBeside || term?.isFunctionWord) continue;
    const weight = rarity({ frequency: term?.frequency ?? 1 });
    weighs += weight;
    if (term && asked.has(term.number)) has += weight;
  }
  const odds = offset + Math.floor((
    shareFactor * Math.min(1024, Math.floor((score * 1024) / most))
    + evidenceFactor * Math.min(1024, Math.floor(evidence / 16))
    + titleFactor * Math.floor((has * 1024) / Math.max(1, weighs))) / 16);
  const size = Math.min(Math.abs(odds), 6143), step = Math.floor(size / 256);
  const [low, high] = [logistic[step], logistic[Math.min(step + 1, logistic.length - 1)]];
  const value = low + Math.floor(((high - low) * (size % 256)) / 256);
  return (odds >= 0 ? value : 1000 - value) / 1000;
}

let exact, isExact = false;

// Beyond ASCII the rough rules know these for what they are: dashes, quotation marks, arrows, and the
// letters of Western Europe that are others with an accent.
const beyondRough = /[^\0-\x7f\xa0§©«®°·»–—‘’“”„•…→™À-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿ]/;

/** Text beyond ASCII is read by exact tables; whether they have come with this. */
async function loadTables(text) {
  if (isExact || !beyondRough.test(text)) return false;
  exact ??= import("./search-letters.js");
  try {
    tables = await exact;
    isExact = true;
  } catch {
    exact = undefined;
  }
  return isExact;
}

/** All that is read of answers, beside their words in the index. */
const textOfAnswers = ({ answers }) =>
  answers.map(({ title, heading, section }) => title + heading + section).join("");

/**
 * Finds answers; null when `isStale` says that nobody waits for them any more.
 *
 * What is missing is fetched, all that is known to be missing at once, until nothing is. Files that
 * cannot be had count as empty, and `isPartial` says so.
 */
async function search(shelf, query, { limit = 10, isWanted = () => true, isStale = () => false } = {}) {
  await loadTables(query);
  const words = queryWords(query);
  shelf.forgive();
  for (;;) {
    const found = attempt(shelf, words, limit, isWanted);
    if (!shelf.isWaiting) {
      if (await loadTables(textOfAnswers(found))) continue;
      return { ...found, isPartial: shelf.failed.size > 0 };
    }
    await patiently(shelf.fetchMissing(), isStale);
    if (isStale()) return null;
  }
}

/** Waits until something has come, or nobody wants it any more: one slow file holds no other query up. */
async function patiently(arrival, isStale) {
  let timer;
  const end = new Promise((resolve) => {
    timer = setInterval(() => isStale() && resolve(), 50);
  });
  await Promise.race([arrival, end]);
  clearInterval(timer);
}

function attempt(shelf, words, limit, isWanted) {
  const planned = plan(words, shelf), { groups, isPending } = planned;
  const lists = groups.map(({ alternatives }) => alternatives.map(({ term }) => shelf.postings(term)));
  if (isPending || lists.flat().includes(null)) return null;
  const { hits, total } = rank(groups, lists, shelf.head, limit, isWanted);
  // All of them are asked for before any is looked at.
  const texts = hits.map(({ unit }) => shelf.text(unit));
  const asked = finder(planned, shelf);
  const answers = hits.flatMap((hit, at) => texts[at] ? [answer(hit, texts[at], planned, shelf.head, asked)] : []);
  return { answers, total, plan: planned, asked };
}

function answer(hit, text, planned, head, asked) {
  const { heading, anchor, passage } = text.sections[hit.section] ?? { heading: "", anchor: "", passage: "" };
  const title = text.isQuestion ? text.sections[0]?.heading ?? "" : text.page;
  const { source, url, page, breadcrumb, kind } = text;
  return {
    source, url, anchor, page, heading, breadcrumb, kind, title, section: passage,
    passage: partOf(passage, asked), score: hit.score,
    confidence: confidence(hit, planned, title, head),
  };
}
