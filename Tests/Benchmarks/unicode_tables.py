# Writes Sources/SearchIndex/Analysis/UnicodeTables.swift: which scalars are words, what they fold to.
#
#     python3.11 Tests/Benchmarks/unicode_tables.py > Sources/SearchIndex/Analysis/UnicodeTables.swift
#     python3.11 Tests/Benchmarks/unicode_tables.py --browser > \
#         Sources/SiteGenerator/Theme/assets/search-letters.js
#
# The browser gets the words alone. What they fold to is what its own Unicode says, which does not change for
# scalars that were there in 14.0.0.
#
# Python 3.11 carries Unicode 14.0.0; another version is refused, because the tables of the two
# readers, and of indexes that were built before, must stay what they are.

import sys
import unicodedata

assert unicodedata.unidata_version == "14.0.0", unicodedata.unidata_version

# Combining marks that are accents: folding takes them away. Other marks are vowels and stay.
ACCENTS = [
    (0x300, 0x36F),
    (0x483, 0x489),
    (0x591, 0x5BD),
    (0x5BF, 0x5BF),
    (0x5C1, 0x5C2),
    (0x5C4, 0x5C5),
    (0x5C7, 0x5C7),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x6D6, 0x6DC),
    (0x6DF, 0x6E4),
    (0x6E7, 0x6E8),
    (0x6EA, 0x6ED),
    (0x1AB0, 0x1ACE),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20F0),
    (0x3099, 0x309A),
    (0xFE20, 0xFE2F),
]
# Where a later Unicode may add letters with case: what is unassigned there is no part of a word.
CASED = [
    (0x370, 0x58F),
    (0x10A0, 0x10FF),
    (0x1C80, 0x1CBF),
    (0x1D00, 0x2DFF),
    (0xA640, 0xA69F),
    (0xA720, 0xA7FF),
    (0xAB30, 0xABBF),
    (0xFB00, 0xFB1C),
    (0xFF00, 0xFFEF),
]
# The only scalars that folding changes. Elsewhere there is no case, or nobody types it.
FOLDED = [
    (0x41, 0x10FF),
    (0x1C80, 0x1FFF),
    (0x2C00, 0x2DFF),
    (0xA640, 0xA7FF),
    (0xFB00, 0xFB06),
    (0xFF10, 0xFF9F),
]
# Letters that Unicode does not take apart, but people do.
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ı": "i",
    "ς": "σ",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
}
# Unicode takes this one apart, but for who writes it it is a letter, and stems need it.
WHOLE = {"й": "й", "Й": "й"}


def within(code, ranges):
    return any(first <= code <= last for first, last in ranges)


def is_word(code):
    return unicodedata.category(chr(code))[0] in "LMN" and not within(code, ACCENTS)


def is_free(code):
    """Unassigned, and so free to count as what its neighbours are."""
    unassigned = unicodedata.category(chr(code)) in ("Cn", "Co", "Cs")
    return unassigned and not within(code, CASED) or within(code, ACCENTS)


def word_ranges():
    ranges = []
    for code in filter(is_word, range(0x110000)):
        if ranges and all(map(is_free, range(ranges[-1][1] + 1, code))):
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ranges


def fold(code):
    if chr(code) in WHOLE:
        return WHOLE[chr(code)]
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).lower())
    text = "".join(LETTERS.get(scalar, scalar) for scalar in text)
    return "".join(scalar for scalar in text if is_word(ord(scalar)))


def foldings():
    codes = [code for first, last in FOLDED for code in range(first, last + 1) if is_word(code)]
    return [(code, fold(code)) for code in codes if fold(code) != chr(code)]


def numbers(values, width=100):
    lines, line = [], ""
    for value in values:
        if len(line) + len(str(value)) + 2 > width:
            lines.append(line.rstrip())
            line = ""
        line += f"{value}, "
    return "\n".join("        " + each.rstrip() for each in lines + [line] if each)


def gaps_and_lengths():
    gaps, last = [], 0
    for first, end in word_ranges():
        gaps += [first - last, end - first]
        last = end
    return gaps


# Five bits a sign, the lowest first; signs of the alphabet's second half say that more follow.
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


def signs(value):
    return ALPHABET[value] if value < 32 else ALPHABET[value % 32 + 32] + signs(value // 32)


def browser():
    text = "".join(map(signs, gaps_and_lengths()))
    print("// Which scalars words are made of: Unicode 14.0.0. Loaded for queries beyond ASCII alone.")
    print("// Written by Tests/Benchmarks/unicode_tables.py; change that, not this.\n")
    print("// The gap since the last run's end, its length less 1; five bits a sign, the lowest first.")
    print("const gaps =")
    lines = [text[at:at + 100] for at in range(0, len(text), 100)]
    print(" +\n".join(f'  "{line}"' for line in lines) + ";\n")
    print(f'const alphabet = "{ALPHABET}";\n')
    print("""const ends = [];
let value = 0, shift = 0, last = 0;
for (const sign of gaps) {
  const code = alphabet.indexOf(sign);
  value += (code % 32) * 2 ** shift;
  shift += 5;
  if (code > 31) continue;
  ends.push((last += value));
  value = shift = 0;
}

function isWord(code) {
  const next = ends.findIndex((end) => end > code);
  return next % 2 === 1 || ends[next - 1] === code;
}

// First and last scalar of each range.
const runs = [
  0xe00, 0xeff, 0x1000, 0x109f, 0x1100, 0x11ff, 0x1780, 0x17ff, 0x2e80, 0x2fff, 0x3005, 0x3007, 0x3021,
  0x31ff, 0x3400, 0x9fff, 0xa960, 0xa97f, 0xac00, 0xd7ff, 0xf900, 0xfaff, 0xff66, 0xffdc,
];""")
    print(f"const accents = {list(sum(ACCENTS, ()))};")
    print(f"const folding = {list(sum(FOLDED, ()))};")
    print("""const within = (code, ranges) => ranges.some((end, at) => at % 2 && code <= end && code >= ranges[at - 1]);

/** What a scalar beyond ASCII is to a word: Analysis/Scalars.swift. */
export function classOf(text) {
  const code = text.codePointAt();
  if (code >= 0x20000) return code < 0x40000 ? 3 : 0;
  if ("ʼ’＇".includes(text)) return 4;
  if ("‐‑－．＿".includes(text)) return 5;
  if (within(code, accents) || /[\\u00ad\\u200b-\\u200f\\u2060\\ufe0e\\ufe0f\\ufeff]/.test(text)) return 2;
  return isWord(code) ? (within(code, runs) ? 3 : 1) : 0;
}

// Letters that Unicode does not take apart, but people do.""")
    print("const letters = {" + ", ".join(f'{key}: "{value}"' for key, value in LETTERS.items()) + "};")
    print("""
/** What a scalar folds to. */
export function fold(text) {
  if ("Йй".includes(text)) return "й";
  if (!within(text.codePointAt(), folding)) return text;
  return [...text.normalize("NFKD").toLowerCase().normalize("NFKD")]
    .map((one) => letters[one] ?? one).join("").replace(/[^\\p{L}\\p{M}\\p{N}]/gu, (one) => one === text ? one : "")
    .replace(/./gsu, (one) => within(one.codePointAt(), accents) ? "" : one);
}""")


def main():
    gaps = gaps_and_lengths()
    single, several = [], []
    for code, text in foldings():
        if len(text) == 1:
            delta = ord(text) - code
            if (
                single
                and single[-1][3] == delta
                and (
                    single[-1][1] == 1
                    and code - single[-1][0] in (1, 2)
                    or single[-1][1] > 1
                    and code == single[-1][0] + single[-1][1] * single[-1][2]
                )
            ):
                single[-1][2] = code - single[-1][0] if single[-1][1] == 1 else single[-1][2]
                single[-1][1] += 1
            else:
                single.append([code, 1, 1, delta])
        else:
            several.append((code, text))
    print("// Which scalars words are made of and what folding makes of them: Unicode 14.0.0.")
    print("// Written by Tests/Benchmarks/unicode_tables.py; change that, not this.\n")
    print("enum UnicodeTables {")
    print(
        "    /// Runs of scalars that words are made of: the gap since the last run's end, its length less 1."
    )
    print("    static let words: [UInt32] = [")
    print(numbers(gaps))
    print("    ]\n")
    print("    /// Accents, which folding drops: first and last scalar of each run.")
    print("    static let accents: [UInt32] = [")
    print(numbers(value for pair in ACCENTS for value in pair))
    print("    ]\n")
    print("    /// Runs that fold to one scalar: the first, how many, their distance, what to add.")
    print("    static let foldings: [Int32] = [")
    print(numbers(value for run in single for value in run))
    print("    ]\n")
    print("    /// Scalars that fold to none or several, each with a colon and what it becomes.")
    print('    static let expansions = """')
    line = ""
    for code, text in several:
        item = f"{code:x}:{','.join(f'{ord(each):x}' for each in text)}"
        if len(line) + len(item) + 1 > 95:
            print(f"        {line} \\")
            line = ""
        line += (" " if line else "") + item
    print(f"        {line}")
    print('        """')
    print("}")


browser() if sys.argv[1:] == ["--browser"] else main()
