// Which scalars words are made of: Unicode 14.0.0. Loaded for queries beyond ASCII alone.
// Written by Tests/Benchmarks/unicode_tables.py; change that, not this.

// The gap since the last run's end, its length less 1; five bits a sign, the lowest first.
const gaps =
  "m198P7Pm10812041222M2U2fE5BF48020Y442133207022202J2o22g49b52b1307e1e2Y1k1f25b320G18E30Hb7533j1JR5d12" +
  "5Af22W4392W435302t3Ck3As32X4El396232f66a12v3Ev16E29e1_3O17J2020205c22s1A0w1f27j23b120603g12ZJAc1Hz24" +
  "hJ3G2P6g24c2Cp4405TI22i9Bq4c1R5v3E0v2v2I8Dp3Dt19z1388g132H22XI353b135372020202U3q12620422643355C6226" +
  "q31356A7Cc3050392044702020232A3364502v1tMx1l2LtJTjZ1a778A03b120603t180GNA6262626262626262Vm10sE2QE24" +
  "345r2722v22o443BVn1FX19V72EX19e1EXA_j6X2iqLa2j13i84Y3292o3c183c33_1612024Pr159Bp1Db2Bd1402m13Z1DW3FA" +
  "7v37M4Z33F3e32D7w32wuJD46B2d4Y1gBJt3f1B5FX3i4K98P7PCu245353532a1w7Di1Du1I1o3WD3l12oCDbN3U3Y55Pd2e6OU" +
  "2d22c1Hr1Bn2OZO4a5SLh1s4Ce380El35l13k2532C205s27g38wC695d32v7Oe34Ld1u18x35w7c3Z5Dn42x29o240JmCGS6aKw" +
  "5a1i1kZ1Imx2GkX1o-3fp97a4Cs1A3DcQg3X72sbJ41Yp4c2_G4459736V3r42y4Jj3WR2O2U2O2U2O2U2O2U2O2x1XGs15n190F" +
  "0Npr1YAf3dd1vBuOw1222y32iCbICat2wwb2sjxLl7";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

const ends = [];
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
];
const accents = [768, 879, 1155, 1161, 1425, 1469, 1471, 1471, 1473, 1474, 1476, 1477, 1479, 1479, 1552, 1562, 1611, 1631, 1648, 1648, 1750, 1756, 1759, 1764, 1767, 1768, 1770, 1773, 6832, 6862, 7616, 7679, 8400, 8432, 12441, 12442, 65056, 65071];
const folding = [65, 4351, 7296, 8191, 11264, 11775, 42560, 43007, 64256, 64262, 65296, 65439];
const within = (code, ranges) => ranges.some((end, at) => at % 2 && code <= end && code >= ranges[at - 1]);

/** What a scalar beyond ASCII is to a word: Analysis/Scalars.swift. */
export function classOf(text) {
  const code = text.codePointAt();
  if (code >= 0x20000) return code < 0x40000 ? 3 : 0;
  if ("ʼ’＇".includes(text)) return 4;
  if ("‐‑－．＿".includes(text)) return 5;
  if (within(code, accents) || /[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]/.test(text)) return 2;
  return isWord(code) ? (within(code, runs) ? 3 : 1) : 0;
}

// Letters that Unicode does not take apart, but people do.
const letters = {ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ", ð: "d", þ: "th", ħ: "h"};

/** What a scalar folds to. */
export function fold(text) {
  if ("Йй".includes(text)) return "й";
  if (!within(text.codePointAt(), folding)) return text;
  return [...text.normalize("NFKD").toLowerCase().normalize("NFKD")]
    .map((one) => letters[one] ?? one).join("").replace(/[^\p{L}\p{M}\p{N}]/gu, (one) => one === text ? one : "")
    .replace(/./gsu, (one) => within(one.codePointAt(), accents) ? "" : one);
}
