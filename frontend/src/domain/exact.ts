/** Exact numbers: every measure and score is a fraction, from the reading to the comparison; twin of
 * domain/exact.py. */
import { Fraction, withPoint } from './fraction';

export { exactText, Fraction } from './fraction';

export const ZERO = Fraction.of(0);
export const ONE = Fraction.of(1);
export const HUNDRED = Fraction.of(100);

const DECIMAL = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/;

/** A decimal written with a point or a comma, exactly. Throws RangeError for anything else. */
export function parseExact(text: string): Fraction {
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) throw new RangeError(`'${text}' is not a decimal number`);
  return Fraction.fromText(trimmed.replace(',', '.'));
}

/** For people: rounded half up to `places`, with more places where rounding would reach an edge.
 *
 * 2.996 beside the edge 3 is shown as 2.996, never as 3.00: no reader may see a number on the other
 * side of a threshold than the one that was compared. */
export function shown(value: Fraction, places = 2, edges: Iterable<Fraction> = []): string {
  const every = [...edges];
  for (let more = places; ; more += 1) {
    const scale = 10n ** BigInt(more);
    const scaled = Fraction.of(
      value.numerator * scale * 2n + value.denominator,
      value.denominator * 2n,
    ).floor();
    const rounded = Fraction.of(scaled.numerator, scale);
    if (every.every((edge) => isSameSide(value, rounded, edge))) return withPoint(scaled.numerator, more);
  }
}

/** The square root cut to six places: rational, so that every machine gets the same one. */
export function squareRoot(sumOfSquares: Fraction): Fraction {
  const scaled = sumOfSquares.mul(Fraction.of(10 ** 12)).floor();
  return Fraction.of(wholeSquareRoot(scaled.numerator), 10 ** 6);
}

/** The geometric mean, cut (not rounded) to `places`, found with whole numbers only.
 *
 * Cutting never lifts a value over a whole-numbered edge, so comparing it with 80, 60 or 40 gives the
 * same answer as comparing the irrational mean itself. */
export function geometricMean(values: readonly Fraction[], places = 4): Fraction {
  let numerator = 10n ** BigInt(places * values.length);
  let denominator = 1n;
  for (const value of values) {
    numerator *= value.numerator;
    denominator *= value.denominator;
  }
  return Fraction.of(wholeRoot(numerator / denominator, values.length), 10n ** BigInt(places));
}

export function sum(values: Iterable<Fraction>): Fraction {
  let total = ZERO;
  for (const value of values) total = total.add(value);
  return total;
}

export function least(one: Fraction, other: Fraction): Fraction {
  return other.lessThan(one) ? other : one;
}

export function greatest(one: Fraction, other: Fraction): Fraction {
  return other.greaterThan(one) ? other : one;
}

/** For sorting in rising order. */
export function byValue(one: Fraction, other: Fraction): number {
  return one.compare(other);
}

function wholeSquareRoot(number: bigint): bigint {
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) return wholeRoot(number, 2);
  const plain = Number(number);
  let root = Math.floor(Math.sqrt(plain));
  while (root * root > plain) root -= 1;
  while ((root + 1) * (root + 1) <= plain) root += 1;
  return BigInt(root);
}

/** The greatest whole n with n**degree <= number, by Newton's method on integers. */
function wholeRoot(number: bigint, degree: number): bigint {
  if (number < 2n) return number;
  const times = BigInt(degree);
  let guess = 1n << BigInt(Math.floor(number.toString(2).length / degree) + 1);
  for (;;) {
    const better = ((times - 1n) * guess + number / guess ** (times - 1n)) / times;
    if (better >= guess) return guess;
    guess = better;
  }
}

function isSameSide(value: Fraction, rounded: Fraction, edge: Fraction): boolean {
  return value.compare(edge) === rounded.compare(edge);
}
