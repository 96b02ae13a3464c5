/**
 * The design of a half-band low-pass: a symmetric FIR whose middle tap is ½, whose taps at even distances from the middle are 0,
 * and whose stop band mirrors its pass band (P. P. Vaidyanathan, "Multirate Systems and Filter Banks", §4.6.2), so that only the taps at
 * distances 1, 3, 5… are to be found.
 */

/** Of C. L. Lawson's iteration; the ripple has settled to a hundredth of a dB by then. */
const ROUNDS = 40;
/** Frequencies of the pass band at which the error is looked at, for each unknown. */
const GRID = 24;

/**
 * The taps at the distances 1, 3, …, 2·`pairs` − 1 from the middle one, with the least greatest error (minimax) from 0 to `passEdge`
 * (in cycles a sample of the higher rate, below ¼), and so from ½ − `passEdge` on.
 */
export function halfBandTaps(pairs: number, passEdge: number): Float64Array {
  const grid = Array.from({ length: GRID * pairs }, (_, k) => response(pairs, (k * passEdge) / (GRID * pairs - 1)));
  const weights = new Float64Array(grid.length).fill(1);
  let taps = new Float64Array(pairs);
  for (let round = 0; round < ROUNDS; round++) {
    taps = leastSquares(grid, weights);
    // Where the error is large it will count more: the weighted squares tend to the least maximum.
    let sum = 0;
    for (const [k, row] of grid.entries()) sum += weights[k]! *= Math.abs(dot(row, taps) - 0.5);
    for (const k of weights.keys()) weights[k]! *= weights.length / sum;
  }
  return taps;
}

/** What each unknown adds to the amplitude at a frequency: the two taps at its distance. */
function response(pairs: number, frequency: number): Float64Array {
  return Float64Array.from({ length: pairs }, (_, i) => 2 * Math.cos(2 * Math.PI * frequency * (2 * i + 1)));
}

/** The taps that bring every row closest to the ½ that the middle tap leaves to be added, by the normal equations. */
function leastSquares(rows: readonly Float64Array[], weights: Float64Array): Float64Array<ArrayBuffer> {
  const unknowns = rows[0]!.length;
  const matrix = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  for (const [k, row] of rows.entries()) {
    for (const [i, equation] of matrix.entries()) {
      const weight = weights[k]! * row[i]!;
      for (let j = 0; j < unknowns; j++) equation[j]! += weight * row[j]!;
      equation[unknowns]! += weight * 0.5;
    }
  }
  return eliminate(matrix);
}

/** Gauss–Jordan; the matrix is symmetric and positive definite, which needs no pivoting. Each row's last column is its right side. */
function eliminate(matrix: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  for (const [i, row] of matrix.entries()) {
    for (const other of matrix) {
      if (other === row) continue;
      const factor = other[i]! / row[i]!;
      for (let j = i; j < other.length; j++) other[j]! -= factor * row[j]!;
    }
  }
  return Float64Array.from(matrix, (row, i) => row[matrix.length]! / row[i]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
