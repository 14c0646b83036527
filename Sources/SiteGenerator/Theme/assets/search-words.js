// Cutting text into words: Analysis/WordScanner.swift and Scalars.swift, step by step. Pure.
//
// A word is a byte string: a character for each byte of its UTF-8. So its length, its order and its
// beginnings are the bytes', as they are in the index and in the other reader.

const other = 0, word = 1, nothing = 2, run = 3, apostrophe = 4, joint = 5;

const maximumWordBytes = 64, maximumParts = 4, maximumWholeBytes = 32;

// First and last scalar of each range.
const runs = [
  0xe00, 0xeff, 0x1000, 0x109f, 0x1100, 0x11ff, 0x1780, 0x17ff, 0x2e80, 0x2fff, 0x3005, 0x3007, 0x3021,
  0x31ff, 0x3400, 0x9fff, 0xa960, 0xa97f, 0xac00, 0xd7ff, 0xf900, 0xfaff, 0xff66, 0xffdc,
];
const accents = [
  0x300, 0x36f, 0x483, 0x489, 0x591, 0x5bd, 0x5bf, 0x5bf, 0x5c1, 0x5c2, 0x5c4, 0x5c5, 0x5c7, 0x5c7, 0x610,
  0x61a, 0x64b, 0x65f, 0x670, 0x670, 0x6d6, 0x6dc, 0x6df, 0x6e4, 0x6e7, 0x6e8, 0x6ea, 0x6ed, 0x1ab0,
  0x1ace, 0x1dc0, 0x1dff, 0x20d0, 0x20f0, 0x3099, 0x309a, 0xfe20, 0xfe2f,
];
const invisible = [0xad, 0xad, 0x200b, 0x200f, 0x2060, 0x2060, 0xfe0e, 0xfe0f, 0xfeff, 0xfeff];
const folding = [
  0x41, 0x10ff, 0x1c80, 0x1fff, 0x2c00, 0x2dff, 0xa640, 0xa7ff, 0xfb00, 0xfb06, 0xff10, 0xff9f,
];
// Letters that Unicode does not take apart, but people do; and one that stays whole.
const letters = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ", ð: "d", þ: "th", ħ: "h",
};
const whole = "Йй";

const within = (code, ranges) => ranges.findIndex((end, at) => at % 2 && code <= end && code >= ranges[at - 1]) > 0;

// The browser's own Unicode, which is good enough for marking words; queries use exact tables.
let isWord = (code) => /[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(code));

/** Takes over the tables of the one Unicode version that indexes are made with. */
export function useTables(test) {
  isWord = test;
}

/** What a scalar is to a word. */
export function classOf(code) {
  if (code < 0x80) {
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code)) return word;
    if (code === 0x27) return apostrophe;
    return code === 0x2d || code === 0x2e || code === 0x5f ? joint : other;
  }
  if (code >= 0x20000) return code < 0x40000 ? run : other;
  const sign = String.fromCharCode(code);
  if (code < 0x10000 && "ʼ’＇".includes(sign)) return apostrophe;
  if (code < 0x10000 && "‐‑－．＿".includes(sign)) return joint;
  if (within(code, accents) || within(code, invisible)) return nothing;
  if (!isWord(code)) return other;
  return within(code, runs) ? run : word;
}

export const endsInWord = (code) => [word, run].includes(classOf(code));
const isDigit = (code) => code >= 0x30 && code <= 0x39;

/** A text as a byte string. */
export const bytesOf = (text) => String.fromCharCode(...new TextEncoder().encode(text));

/** The text of a byte string. */
export const textOf = (bytes) => new TextDecoder().decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)));

/** What a scalar folds to, as a byte string. */
export function fold(code) {
  if (code < 0x80) return String.fromCharCode(code >= 0x41 && code <= 0x5a ? code + 32 : code);
  let text = String.fromCodePoint(code);
  if (whole.includes(text)) text = whole[1];
  else if (within(code, folding)) {
    text = [...text.normalize("NFKD").toLowerCase().normalize("NFKD")]
      .map((one) => letters[one] ?? one).join("").replace(/[^\p{L}\p{M}\p{N}]/gu, "");
    text = [...text].filter((one) => !within(one.codePointAt(), accents)).join("");
  }
  return bytesOf(text);
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
export function scan(text, emit) {
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
