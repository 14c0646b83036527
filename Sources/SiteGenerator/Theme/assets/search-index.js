// The search index in the browser: loads its files when a query needs them, and decodes them.
// Read/IndexHead.swift, VocabularyBlock.swift, PostingList.swift, UnitText.swift and so on, step by step.
//
// Each file's checksum is looked at while it is inflated, so a damaged or cut off one never gets here.
// What could still be wrong in one ends in an exception, and the file counts as damaged, too.

const formatVersion = 3, inlinePostings = 3, frequentTerm = 64, sectionFollows = 7;
const secondsToWait = 10;

/** The first place of an ascending row for which a test is not true. */
function firstNot(length, test) {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last of some beginnings that is not behind a value; -1 where there is none. */
const lastNotAfter = (beginnings, value) => firstNot(beginnings.length, (at) => beginnings[at] <= value) - 1;

function require(condition) {
  if (!condition) throw new Error("the search index is damaged, or of another version");
}

/** Reads numbers and texts one after the other. */
class Reader {
  at = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  get left() {
    return this.bytes.length - this.at;
  }

  byte() {
    require(this.left > 0);
    return this.bytes[this.at++];
  }

  number() {
    let value = 0, worth = 1, byte;
    do {
      byte = this.byte();
      value += (byte & 127) * worth;
      worth *= 128;
    } while (byte > 127);
    require(value <= Number.MAX_SAFE_INTEGER);
    return value;
  }

  slice(length = this.number()) {
    require(length <= this.left);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  form(length) {
    return String.fromCharCode(...this.slice(length));
  }

  text(length) {
    return new TextDecoder().decode(this.slice(length));
  }

  // Things that follow, each at least a byte long.
  list(read, length = this.number()) {
    require(length <= this.left);
    return Array.from({ length }, () => read(this));
  }

  numbers() {
    return this.list(() => this.number());
  }

  texts() {
    return this.list(() => this.text());
  }

  columns(length) {
    return Array.from({ length }, () => new Reader(this.slice()));
  }

  // Each as its distance from the one before, less `step`.
  ascending(step, length) {
    let last = -step;
    return this.list(() => (last += this.number() + step), length);
  }
}

/** Reads words, each of which shares its beginning with the one before. */
function forms(shared, rests, letters) {
  let last = "";
  return () => (last = last.slice(0, shared.byte()) + letters.form(rests.number()));
}

/** Sorted words with their terms: `forms[n]` stands for the term `terms[n]`. */
function vocabulary(reader) {
  const count = reader.number();
  const [shared, rests, letters, references, details, postings, writings] = reader.columns(7);
  const next = forms(shared, rests, letters), distinct = [];
  let number = 0;
  const found = shared.list(() => {
    const form = next(), back = references.number();
    if (back === 0) distinct.push(term());
    return [form, distinct.at(back ? -back : -1)];
  }, count);
  const written = new Map();
  for (let at = 0; writings.left;) written.set(found[at += writings.number()][0], writings.text());
  return { forms: found.map(([form]) => form), terms: found.map(([, term]) => term), distinct, written };

  function term() {
    const step = details.number(), code = details.number(), frequency = Math.floor(code / 2);
    number += step % 2 ? -(step + 1) / 2 : step / 2;
    const list = frequency <= inlinePostings ? postingList(postings, frequency) : undefined;
    return { number: number++, frequency, isFunctionWord: code % 2 === 1, list };
  }
}

/** Where a term stands: answers, what it is worth in each, and the section of each. */
function postingList(reader, count = reader.number()) {
  const units = reader.ascending(1, count), codes = reader.list(() => reader.byte(), count);
  const sections = codes.map((code) => (code & 7) === sectionFollows ? reader.byte() : code & 7);
  return { units, impacts: codes.map((code) => code >> 3), sections, pairs: new Map() };
}

/** The same with its pairs: by the second term, the answers where it follows in a title or heading. */
function listWithPairs(reader) {
  const list = postingList(reader);
  let second = 0;
  list.pairs = new Map(reader.list(() => [second += reader.number(), reader.ascending(1)]));
  return list;
}

function synonymGroup(reader) {
  const phrases = () => reader.list(() => reader.numbers());
  const words = phrases(), meaning = phrases();
  return { words, meaning: meaning.length ? meaning : words };
}

/** Collections or kinds, and which of them each answer belongs to, for filters. */
function facet(reader) {
  if (!reader.left) return { names: [], of: [] };
  const names = reader.texts(), runs = reader.list(() => [reader.number(), reader.number()]);
  return { names, of: runs.flatMap(([name, length]) => Array(length).fill(name)) };
}

function head(reader) {
  require(reader.form(4) === "PLSI" && reader.number() === formatVersion);
  const language = reader.text(), unitCount = reader.number();
  require(unitCount < 2 ** 24);
  const [functionWord, pair, prefix, suffix, oneEdit, twoEdits, compound, synonym] = reader.numbers();
  return {
    language, unitCount,
    weights: { functionWord, pair, prefix, suffix, oneEdit, twoEdits, compound, synonym },
    // What each file begins with: a word, a term, an answer, a letter and a length.
    vocabularyFiles: reader.list(() => reader.form()), p: reader.ascending(0), q: reader.ascending(0),
    textFiles: reader.ascending(0), spellingFiles: reader.list(() => [reader.number(), reader.number()]),
    synonyms: reader.list(synonymGroup), vocabulary: vocabulary(reader),
    facets: { collection: facet(reader), kind: facet(reader) },
  };
}

// The lists of a file of postings, decoded when they are asked for.
function postings(reader, term) {
  const lists = new Map();
  while (reader.left) lists.set(term += reader.number(), reader.slice());
  return lists;
}

function texts(reader) {
  const units = [];
  while (reader.left) {
    const [source, url, page, kind] = [reader.text(), reader.text(), reader.text(), reader.text()];
    const article = { source, url, page, kind, breadcrumb: reader.texts(), tags: reader.texts() };
    units.push(...reader.list(() =>
      ({ ...article, isQuestion: reader.number() === 1, sections: sections(reader) })));
  }
  return units;
}

// An anchor follows from its heading, or from that and an anchor before, or stands there.
function sections(reader) {
  const found = [];
  reader.list(() => {
    const heading = reader.text(), code = reader.number();
    const own = heading.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase();
    const anchor = code % 2 ? reader.text((code - 1) / 2) : code ? `${found.at(-code / 2).anchor}-${own}` : own;
    found.push({ heading, anchor, passage: reader.text() });
  });
  return found;
}

function spelling(reader) {
  const count = reader.number(), [shared, rests, letters, magnitudes] = reader.columns(4);
  const next = forms(shared, rests, letters);
  return shared.list(() => {
    const form = next();
    return { form, letters: [...textOf(form)], magnitude: magnitudes.byte() };
  }, count);
}

const decoders = { v: vocabulary, p: postings, q: postings, t: texts, s: spelling };

// What stands for a file that cannot be had: search goes on without it, and says so.
const empty = { v: { forms: [], terms: [], written: new Map() }, p: new Map(), q: new Map(), t: [], s: [] };

async function get(address, options) {
  const response = await fetch(address, { ...options, signal: AbortSignal.timeout(secondsToWait * 1000) });
  require(response.ok);
  return response;
}

/** Fetches, inflates and decodes a file. */
async function load(address, decode, first) {
  const inflated = (await get(address)).body.pipeThrough(new DecompressionStream("deflate"));
  return decode(new Reader(new Uint8Array(await new Response(inflated).arrayBuffer())), first);
}

/** The files of an index: what is here, what a query found missing, what could not be had. */
class Shelf {
  #files = new Map();
  #missing = new Map();
  #pending = new Map();
  /** Files that could not be had since the last `forgive`. */
  failed = new Set();

  /** Opens an index; `address` is the small file that says where the newest one lies. */
  static async open(address) {
    const shelf = new Shelf(), response = await get(address, { cache: "no-cache" });
    const { index, words } = await response.json();
    shelf.words = words;
    shelf.folder = new URL(index, response.url).href;
    shelf.head = await load(`${shelf.folder}index.bin`, head);
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
  fetchMissing() {
    const wanted = [...this.#missing];
    this.#missing.clear();
    return Promise.all(wanted.map(([name, how]) => {
      const once = () => load(this.folder + name, ...how).then((file) => this.#files.set(name, file));
      if (!this.#pending.has(name)) {
        this.#pending.set(name, once().catch(once).catch(() => this.failed.add(name))
          .finally(() => this.#pending.delete(name)));
      }
      return this.#pending.get(name);
    }));
  }

  /** Lets files that failed be asked for again. */
  forgive() {
    this.failed.clear();
    this.#missing.clear();
  }

  /** The block of the vocabulary that a word would stand in beside the common one; null while missing. */
  rareVocabulary(form) {
    const number = this.rareNumber(form);
    return number < 0 ? empty.v : this.#file("v", number);
  }

  /** The number of the file of the vocabulary that a word would stand in. */
  rareNumber(form) {
    return lastNotAfter(this.head.vocabularyFiles, form);
  }

  /** A word as the site writes it, in the files that are here. */
  written(form) {
    const rare = this.#files.get(`v${this.rareNumber(form)}.bin`);
    return this.head.vocabulary.written.get(form) ?? rare?.written.get(form) ?? textOf(form);
  }

  /** Where a term stands; null while missing. */
  postings(term) {
    if (term.list) return term.list;
    const kind = term.frequency < frequentTerm ? "q" : "p", files = this.head[kind];
    const number = lastNotAfter(files, term.number), lists = this.#file(kind, number, files[number]);
    if (!lists) return null;
    try {
      const list = listWithPairs(new Reader(lists.get(term.number)));
      require(list.units.at(-1) < this.head.unitCount);
      return (term.list = list);
    } catch {
      this.failed.add(`${kind}${number}.bin`);
      return { units: [], impacts: [], sections: [], pairs: new Map() };
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
    // The first file that begins behind, or at, a letter and a length.
    const behind = (length, isAt) => firstNot(files.length, (number) => {
      const [first, size] = files[number];
      return first < letter || (first === letter && (isAt ? size < length : size <= length));
    });
    const end = behind(most, false), start = Math.max(0, Math.min(behind(least, true) - 1, end));
    const blocks = files.slice(start, end).map((_, at) => this.#file("s", start + at));
    return blocks.includes(null) ? null : blocks.flat().filter(({ letters }) =>
      letters[0]?.codePointAt() === letter && letters.length >= least && letters.length <= most);
  }
}
