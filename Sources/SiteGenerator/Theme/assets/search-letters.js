// Which scalars words are made of: Unicode 14.0.0. Loaded for queries beyond ASCII alone.
// Written by Tests/Benchmarks/unicode_tables.py; change that, not this.

// Runs: the gap since the last run's end, its length less 1; five bits a sign, the lowest first.
const runs =
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
for (const sign of runs) {
  const code = alphabet.indexOf(sign);
  value += (code % 32) * 2 ** shift;
  shift += 5;
  if (code > 31) continue;
  ends.push((last += value));
  value = shift = 0;
}

/** Whether words are made of a scalar. */
export function isWord(code) {
  let low = 0, high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1 || ends[low - 1] === code;
}
