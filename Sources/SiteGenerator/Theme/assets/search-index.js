// The search index in the browser: loads its files when a query needs them, and decodes them.
// Read/IndexHead.swift, VocabularyBlock.swift, PostingList.swift, UnitText.swift and so on, step by step.

const formatVersion = 2, inlinePostings = 3, sectionFollows = 7;
const secondsToWait = 15;

/** An index that cannot be used, or a file of it. */
class UnusableIndex extends Error {}

/** Reads numbers and texts one after the other; no byte is trusted. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get left() {
    return this.bytes.length - this.at;
  }

  byte() {
    if (this.left < 1) throw new UnusableIndex("cut off");
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let worth = 1; worth < 2 ** 56; worth *= 128) {
      const byte = this.byte();
      value += (byte & 127) * worth;
      if (byte < 128 && value <= Number.MAX_SAFE_INTEGER) return value;
    }
    throw new UnusableIndex("too large a number");
  }

  // A number of things that follow, each at least a byte long.
  count() {
    const count = this.number();
    if (count > this.left) throw new UnusableIndex("cut off");
    return count;
  }

  slice(count) {
    if (count > this.left) throw new UnusableIndex("cut off");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  column() {
    return new Reader(this.slice(this.number()));
  }

  form(length = this.number()) {
    return String.fromCharCode(...this.slice(length));
  }

  text(length = this.number()) {
    return new TextDecoder().decode(this.slice(length));
  }

  list(read, count = this.count()) {
    return Array.from({ length: count }, () => read(this));
  }

  texts() {
    return this.list(() => this.text());
  }

  // Each as its distance from the one before, less `step`.
  ascending(step, count = this.count()) {
    let last = -step;
    return this.list(() => (last += this.number() + step), count);
  }
}

/** Sorted words with their terms: `forms[n]` stands for the term `terms[n]`. */
function vocabulary(reader) {
  const count = reader.count();
  const [shared, rests, letters, references, details, postings] = Array.from({ length: 6 }, () => reader.column());
  const forms = [], terms = [], distinct = [];
  let last = "", next = 0;
  for (let at = 0; at < count; at += 1) {
    const common = shared.byte();
    if (common > last.length) throw new UnusableIndex("damaged");
    forms.push((last = last.slice(0, common) + letters.form(rests.number())));
    const back = references.number();
    if (back > distinct.length) throw new UnusableIndex("damaged");
    if (back === 0) distinct.push(term());
    terms.push(distinct.at(back === 0 ? -1 : -back));
  }
  return { forms, terms, distinct };

  function term() {
    const step = details.number();
    const number = next + (step % 2 ? -(step + 1) / 2 : step / 2);
    if (number < 0) throw new UnusableIndex("damaged");
    next = number + 1;
    const code = details.number(), frequency = Math.floor(code / 2);
    const isInline = frequency <= inlinePostings;
    return {
      number, frequency, isFunctionWord: code % 2 === 1,
      list: isInline ? postingList(postings, frequency) : undefined,
    };
  }
}

/** Where a term stands: answers, what it is worth in each, and the section of each. */
function postingList(reader, count) {
  if (count > reader.left) throw new UnusableIndex("cut off");
  const units = reader.ascending(1, count);
  const codes = reader.list(() => reader.byte(), count);
  const sections = codes.map((code) => (code & 7) === sectionFollows ? reader.byte() : code & 7);
  return { units, impacts: codes.map((code) => code >> 3), sections, pairs: new Map() };
}

/** The same with its pairs: by the second term, the answers where it follows in a title or heading. */
function listWithPairs(bytes) {
  const reader = new Reader(bytes), list = postingList(reader, reader.count());
  let second = 0;
  for (let left = reader.count(); left > 0; left -= 1) list.pairs.set((second += reader.number()), reader.ascending(1));
  return list;
}

function synonyms(reader) {
  const phrases = () => reader.list(() => reader.list(() => reader.number()));
  const words = phrases(), meaning = phrases();
  return { words, meaning: meaning.length ? meaning : words };
}

function head(reader) {
  if (reader.form(4) !== "PLSI") throw new UnusableIndex("no index");
  const version = reader.number();
  if (version !== formatVersion) throw new UnusableIndex(`format ${version}`);
  const language = reader.text(), unitCount = reader.number();
  const figures = reader.list(() => reader.number());
  if (unitCount >= 1 << 24 || figures.length !== 8 || figures.some((figure) => figure > 1024)) {
    throw new UnusableIndex("damaged");
  }
  const [functionWord, pair, prefix, suffix, oneEdit, twoEdits, compound, synonym] = figures;
  return {
    language, unitCount,
    weights: { functionWord, pair, prefix, suffix, oneEdit, twoEdits, compound, synonym },
    // What each file begins with: a word, a term, an answer, a letter and a length.
    vocabularyFiles: reader.list(() => reader.form()), postingsFiles: reader.ascending(0),
    textFiles: reader.ascending(0), spellingFiles: reader.list(() => [reader.number(), reader.number()]),
    synonyms: reader.list(synonyms), vocabulary: vocabulary(reader), facets: facets(reader),
  };
}

function texts(reader) {
  const units = [];
  while (reader.left) {
    const [source, url, page, kind] = [reader.text(), reader.text(), reader.text(), reader.text()];
    const article = { source, url, page, kind, breadcrumb: reader.texts(), tags: reader.texts() };
    for (let left = reader.count(); left > 0; left -= 1) {
      units.push({ ...article, isQuestion: reader.number() === 1, sections: reader.list(section) });
    }
  }
  return units;
}

function section(reader) {
  const heading = reader.text(), length = reader.number();
  const anchor = length ? reader.text(length - 1) : bytesOf(heading)
    .toLowerCase().replaceAll(" ", "-").replace(/[^a-z0-9_-]/g, "");
  return { heading, anchor, passage: reader.text() };
}

function spelling(reader) {
  const count = reader.count();
  const [shared, rests, letters, magnitudes] = Array.from({ length: 4 }, () => reader.column());
  let last = "";
  return reader.list(() => {
    const common = shared.byte();
    if (common > last.length) throw new UnusableIndex("damaged");
    last = last.slice(0, common) + letters.form(rests.number());
    return { form: last, letters: [...textOf(last)], magnitude: magnitudes.byte() };
  }, count);
}

/** Collections and kinds, and which of them each answer belongs to, for filters. */
function facets(reader) {
  const facet = () => {
    const names = reader.texts();
    // Runs of answers with the same name.
    const runs = reader.list(() => [reader.number(), reader.number()]);
    return { names, of: runs.flatMap(([name, length]) => Array(length).fill(name)) };
  };
  return { collection: facet(), kind: facet() };
}

// The lists of a file of postings, decoded when they are asked for.
function postings(reader, first) {
  const lists = new Map();
  let term = first;
  while (reader.left) lists.set((term += reader.number()), reader.slice(reader.number()));
  return lists;
}

const decoders = { v: vocabulary, p: postings, t: texts, s: spelling };

// What stands for a file that cannot be had: search goes on without it, and says so.
const empty = { v: { forms: [], terms: [] }, p: new Map(), t: [], s: [] };
const nowhere = { units: [], impacts: [], sections: [], pairs: new Map() };

/** The last of some beginnings that is not behind a value; -1 where there is none. */
function lastNotAfter(beginnings, value) {
  let low = 0, high = beginnings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < beginnings[middle]) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** Fetches, inflates and decodes a file; its checksum finds damage. */
async function load(address, decode) {
  const response = await fetch(address, { signal: AbortSignal.timeout(secondsToWait * 1000) });
  if (!response.ok) throw new UnusableIndex(`${address} answered ${response.status}`);
  const inflated = response.body.pipeThrough(new DecompressionStream("deflate"));
  return decode(new Reader(new Uint8Array(await new Response(inflated).arrayBuffer())));
}

/** The files of an index: what is here, what a query found missing, what could not be had. */
class Shelf {
  #folder;
  #files = new Map();
  #missing = new Map();
  /** Files that could not be had since the last `forgive`. */
  failed = new Set();

  /** Opens an index; `address` is the small file that says where the newest one lies. */
  static async open(address) {
    const response = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(secondsToWait * 1000) });
    if (!response.ok) throw new UnusableIndex(`${address} answered ${response.status}`);
    const shelf = new Shelf(), { index, words } = await response.json();
    shelf.words = words;
    shelf.#folder = new URL(index, response.url).href;
    shelf.head = await load(`${shelf.#folder}index.bin`, head);
    return shelf;
  }

  // A decoded file; null while it is missing.
  #file(kind, number, first) {
    const name = `${kind}${number}.bin`;
    if (this.failed.has(name)) return empty[kind];
    if (!this.#files.has(name)) this.#missing.set(name, [decoders[kind], first]);
    return this.#files.get(name) ?? null;
  }

  /** Whether the last steps asked for files that are not here yet. */
  get isWaiting() {
    return this.#missing.size > 0;
  }

  /** Fetches what was asked for, all of it at once; each file a second time when the first fails. */
  async fetchMissing() {
    const wanted = [...this.#missing];
    this.#missing.clear();
    await Promise.all(wanted.map(([name, [decode, first]]) => this.#fetch(name, (reader) => decode(reader, first))));
  }

  #pending = new Map();

  #fetch(name, decode) {
    const once = () => load(this.#folder + name, decode).then((file) => this.#files.set(name, file));
    if (!this.#pending.has(name)) {
      this.#pending.set(name, once().catch(once).catch(() => this.failed.add(name))
        .finally(() => this.#pending.delete(name)));
    }
    return this.#pending.get(name);
  }

  /** Lets files that failed be asked for again. */
  forgive() {
    this.failed.clear();
    this.#missing.clear();
  }

  /** The block of the vocabulary that a word would stand in beside the common one; null while missing. */
  rareVocabulary(form) {
    const number = lastNotAfter(this.head.vocabularyFiles, form);
    return number < 0 ? empty.v : this.#file("v", number);
  }

  /** The term of a word in the files that are here; undefined where there is none. */
  known(form) {
    const block = this.#files.get(`v${lastNotAfter(this.head.vocabularyFiles, form)}.bin`);
    return block && look(block, form);
  }

  /** Where a term stands; null while missing. */
  postings(term) {
    if (term.list) return term.list;
    const number = lastNotAfter(this.head.postingsFiles, term.number);
    const lists = this.#file("p", number, this.head.postingsFiles[number]);
    if (!lists) return null;
    try {
      const list = listWithPairs(lists.get(term.number));
      if (list.units.at(-1) >= this.head.unitCount) throw new UnusableIndex("damaged");
      return (term.list = list);
    } catch {
      this.failed.add(`p${number}.bin`);
      return nowhere;
    }
  }

  /** What an answer is shown with; null while missing, undefined when it cannot be had. */
  text(unit) {
    const number = lastNotAfter(this.head.textFiles, unit), units = this.#file("t", number);
    return units && units[unit - this.head.textFiles[number]];
  }

  /** Words of the files of spelling with a first letter and a length between two; null while missing. */
  candidates(letter, least, most) {
    const files = this.head.spellingFiles;
    const isBefore = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
    const find = (test) => files.findIndex(test) < 0 ? files.length : files.findIndex(test);
    const end = find((file) => isBefore([letter, most], file));
    const first = find((file) => !isBefore(file, [letter, least]));
    const found = [];
    let isComplete = true;
    for (let number = Math.max(0, Math.min(first - 1, end)); number < end; number += 1) {
      const words = this.#file("s", number);
      isComplete &&= words !== null;
      found.push(...(words ?? []).filter(({ letters }) =>
        letters[0]?.codePointAt() === letter && letters.length >= least && letters.length <= most));
    }
    return isComplete ? found : null;
  }
}
