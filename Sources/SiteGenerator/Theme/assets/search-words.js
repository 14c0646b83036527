// Cutting text into words: Analysis/WordScanner.swift and Scalars.swift, step by step. Pure.
//
// A word is a byte string: a character for each byte of its UTF-8. So its length, its order and its
// beginnings are the bytes', as they are in the index and in the other reader.

const other = 0, word = 1, nothing = 2, run = 3, apostrophe = 4, joint = 5;

const maximumWordBytes = 64, maximumParts = 4, maximumWholeBytes = 32;

const isDigit = (code) => code >= 0x30 && code <= 0x39;

/** A text as a byte string. */
const bytesOf = (text) => String.fromCharCode(...new TextEncoder().encode(text));

/** The text of a byte string. */
const textOf = (bytes) => new TextDecoder().decode(Uint8Array.from(bytes, (one) => one.charCodeAt()));

// Beyond ASCII: rough rules, good enough for marking the answers to a query in ASCII. A query that goes
// beyond brings the exact ones, which are those of the one Unicode version that indexes are made with.
let tables = {
  classOf(text) {
    if (/\p{M}/u.test(text)) return nothing;
    return text === "’" ? apostrophe : /[\p{L}\p{N}]/u.test(text) ? word : other;
  },
  fold: (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(),
};

/** What a scalar is to a word. */
function classOf(code) {
  if (code > 0x7f) return tables.classOf(String.fromCodePoint(code));
  const sign = String.fromCharCode(code);
  return /\w/.test(sign) && sign !== "_" ? word : sign === "'" ? apostrophe : /[-._]/.test(sign) ? joint : other;
}

const endsInWord = (code) => [word, run].includes(classOf(code));

/** What a scalar folds to, as a byte string. */
function fold(code) {
  const text = String.fromCodePoint(code);
  return code > 0x7f ? bytesOf(tables.fold(text)) : text.toLowerCase();
}

function signOf(code) {
  if (classOf(code) === apostrophe) return "'";
  if (code === 0x2e || code === 0xff0e) return ".";
  return code === 0x5f || code === 0xff3f ? "_" : "-";
}

/**
 * Hands over each word of a text to `emit(form, isBeside, from, to)`: its folded bytes, whether it
 * stands beside others that cover the same place, and where in the text it lies.
 */
function scan(text, emit) {
  // The compound that is being read: its folded bytes, where each of them comes from, where parts
  // begin and the sign before each, where humps begin.
  let folded = "", from = [], to = [], parts = [], humps = [], lastCase = 0, sign = "";

  function append(code, start, end) {
    const bytes = fold(code);
    for (let at = 0; at < bytes.length; at += 1) {
      from.push(start);
      to.push(end);
    }
    folded += bytes;
  }

  function reset() {
    folded = sign = "";
    from = [];
    to = [];
    parts = [];
    humps = [];
    lastCase = 0;
  }

  function hand(start, end, isBeside) {
    emit(folded.slice(start, end), isBeside, from[start], to[end - 1]);
  }

  function noteHump(code) {
    if (code >= 0x61 && code <= 0x7a) {
      // The last of several upper-case letters begins the next hump: `HTTPServer`.
      if (lastCase === 3 && folded.length - 1 > parts.at(-1).start) humps.push(folded.length - 1);
      lastCase = 1;
    } else if (code >= 0x41 && code <= 0x5a) {
      if (lastCase === 1) humps.push(folded.length);
      lastCase = lastCase >= 2 ? 3 : 2;
    } else lastCase = 0;
  }

  function flushPart([start, end]) {
    if (end - start > maximumWordBytes || start === end) return;
    hand(start, end, false);
    let begin = start;
    for (const hump of humps) {
      if (hump <= start || hump >= end) continue;
      if (hump - begin >= 2) hand(begin, hump, true);
      begin = hump;
    }
    if (begin > start && end - begin >= 2) hand(begin, end, true);
  }

  function flushWhole(pieces) {
    if (pieces.length < 2 || pieces.length > maximumParts) return;
    let form = "";
    for (const { range: [start, end], sign } of pieces) {
      const isNumber = isDigit(form.charCodeAt(form.length - 1)) && isDigit(folded.charCodeAt(start));
      if (sign === "." && isNumber) form += ".";
      form += folded.slice(start, end);
    }
    if (form.length > maximumWholeBytes) return;
    emit(form, true, from[pieces[0].range[0]], to[pieces.at(-1).range[1] - 1]);
  }

  // Ranges of `folded` by what apostrophes do, each with the sign before it.
  function pieces() {
    const found = [];
    parts.forEach(({ start, sign }, number) => {
      const end = parts[number + 1]?.start ?? folded.length;
      const last = found.at(-1);
      if (start === end) return;
      if (sign !== "'" || !last) return found.push({ range: [start, end], sign });
      if (end - start === 1 && folded[start] === "s") return;
      const isLong = last.range[1] - last.range[0] <= 2 ? end - start >= 3 : end - start >= 4;
      if (isLong) found.push({ range: [start, end], sign: " " });
      else last.range[1] = end;
    });
    return found;
  }

  function flush() {
    if (parts.length === 1) flushPart([0, folded.length]);
    else if (parts.length > 1) {
      const found = pieces();
      let first = 0;
      found.forEach(({ range }, at) => {
        flushPart(range);
        if (at + 1 < found.length && found[at + 1].sign !== " ") return;
        flushWhole(found.slice(first, at + 1));
        first = at + 1;
      });
    }
    reset();
  }

  // A run of a script without spaces, as its overlapping pairs; returns where it ends.
  function scanRun(code, index) {
    let next = index + String.fromCodePoint(code).length;
    append(code, index, next);
    let last = 0, isAlone = true;
    while (next < text.length) {
      code = text.codePointAt(next);
      const kind = classOf(code), start = folded.length, begin = next;
      if (kind !== run && kind !== nothing) break;
      next += String.fromCodePoint(code).length;
      if (kind === nothing) {
        to[to.length - 1] = next;
        continue;
      }
      append(code, begin, next);
      if (folded.length === start) continue;
      hand(last, folded.length, false);
      last = start;
      isAlone = false;
    }
    if (isAlone && folded) hand(0, folded.length, false);
    reset();
    return next;
  }

  for (let index = 0; index < text.length;) {
    const code = text.codePointAt(index), next = index + (code > 0xffff ? 2 : 1), kind = classOf(code);
    if (kind === word) {
      if (!parts.length) parts.push({ start: 0, sign: "" });
      else if (sign) {
        parts.push({ start: folded.length, sign });
        lastCase = 0;
      }
      sign = "";
      noteHump(code);
      append(code, index, next);
    } else if (kind === nothing) {
      if (to.length && !sign) to[to.length - 1] = next;
    } else if (kind === run) {
      flush();
      index = scanRun(code, index);
      continue;
    } else if (kind === other || !parts.length || sign) flush();
    else sign = signOf(code);
    index = next;
  }
  flush();
}
