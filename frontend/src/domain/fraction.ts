/** An exact number. Python has one; JavaScript has none, so exact.ts gives this one on. */

interface Big {
  readonly n: bigint;
  readonly d: bigint;
}

/**
 * An immutable fraction in lowest terms, its denominator above zero.
 *
 * Numerator and denominator are plain numbers while both are safe integers, and bigints beyond: what
 * a facility measures stays small, and nothing is ever rounded.
 */
export class Fraction {
  private constructor(
    private readonly n: number,
    private readonly d: number,
    private readonly big: Big | null,
  ) {}

  /** Whole numbers only. Throws RangeError for a denominator of 0 or a number with a fraction. */
  static of(numerator: number | bigint, denominator: number | bigint = 1): Fraction {
    if (typeof numerator === 'number' && typeof denominator === 'number') {
      if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)) {
        return small(numerator, denominator);
      }
    }
    return large(BigInt(numerator), BigInt(denominator));
  }

  /** '-3', '3.10', '.5', '28/9': what `exactText` writes and decimals. Throws RangeError otherwise. */
  static fromText(text: string): Fraction {
    const match = WRITTEN.exec(text);
    if (match === null) throw new RangeError(`'${text}' is not an exact number`);
    const [, sign = '', whole = '', decimals = '', divisor] = match;
    const digits = whole + decimals;
    if (digits === '') throw new RangeError(`'${text}' is not an exact number`);
    if (digits.length <= 15 && (divisor?.length ?? 0) <= 15) {
      const n = Number(digits);
      return small(sign === '-' ? -n : n, divisor === undefined ? 10 ** decimals.length : Number(divisor));
    }
    const n = BigInt(digits);
    const d = divisor === undefined ? 10n ** BigInt(decimals.length) : BigInt(divisor);
    return large(sign === '-' ? -n : n, d);
  }

  /** Both safe integers and in lowest terms, `d` above zero. For this module alone. */
  static made(n: number, d: number): Fraction {
    const kept = d === 1 && n >= 0 && n < WHOLE.length ? WHOLE[n] : undefined;
    return kept ?? new Fraction(n, d, null);
  }

  /** As `made`, where a side is no safe integer. For this module alone. */
  static madeLarge(n: bigint, d: bigint): Fraction {
    return new Fraction(Number.NaN, Number.NaN, { n, d });
  }

  get numerator(): bigint {
    return this.big === null ? BigInt(this.n) : this.big.n;
  }

  get denominator(): bigint {
    return this.big === null ? BigInt(this.d) : this.big.d;
  }

  get isWhole(): boolean {
    return this.big === null ? this.d === 1 : this.big.d === 1n;
  }

  get isZero(): boolean {
    return this.n === 0;
  }

  /** -1, 0 or 1. */
  get sign(): number {
    if (this.big === null) return this.n < 0 ? -1 : this.n > 0 ? 1 : 0;
    return this.big.n < 0n ? -1 : 1;
  }

  add(other: Fraction): Fraction {
    if (this.d === 1 && other.d === 1) {
      const n = this.n + other.n;
      if (Number.isSafeInteger(n)) return Fraction.made(n, 1);
    }
    const left = this.n * other.d;
    const right = other.n * this.d;
    const n = left + right;
    const d = this.d * other.d;
    if (allSafe(left, right) && allSafe(n, d)) return small(n, d);
    return large(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  sub(other: Fraction): Fraction {
    return this.add(other.neg());
  }

  mul(other: Fraction): Fraction {
    const n = this.n * other.n;
    const d = this.d * other.d;
    if (allSafe(n, d)) return small(n, d);
    return large(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** Throws RangeError where `other` is 0. */
  div(other: Fraction): Fraction {
    const n = this.n * other.d;
    const d = this.d * other.n;
    if (allSafe(n, d)) return small(n, d);
    return large(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  neg(): Fraction {
    if (this.big === null) return Fraction.made(this.n === 0 ? 0 : -this.n, this.d);
    return large(-this.big.n, this.big.d);
  }

  abs(): Fraction {
    return this.sign < 0 ? this.neg() : this;
  }

  /** -1, 0 or 1 as this is less than, equal to or greater than `other`. */
  compare(other: Fraction): number {
    if (this.d === other.d) return this.n < other.n ? -1 : this.n > other.n ? 1 : 0;
    const left = this.n * other.d;
    const right = other.n * this.d;
    if (allSafe(left, right)) return left < right ? -1 : left > right ? 1 : 0;
    const exactLeft = this.numerator * other.denominator;
    const exactRight = other.numerator * this.denominator;
    return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
  }

  equals(other: Fraction): boolean {
    if (this.big === null) return this.n === other.n && this.d === other.d;
    return other.big !== null && this.big.n === other.big.n && this.big.d === other.big.d;
  }

  lessThan(other: Fraction): boolean {
    return this.compare(other) < 0;
  }

  atMost(other: Fraction): boolean {
    return this.compare(other) <= 0;
  }

  greaterThan(other: Fraction): boolean {
    return this.compare(other) > 0;
  }

  atLeast(other: Fraction): boolean {
    return this.compare(other) >= 0;
  }

  /** The greatest whole number that is not above this. */
  floor(): Fraction {
    if (this.isWhole) return this;
    if (this.big === null) return Fraction.made(Math.floor(this.n / this.d), 1);
    const { n, d } = this.big;
    return large(n < 0n ? (n - d + 1n) / d : n / d, 1n);
  }

  /** Cut towards zero, as Python's int(); beyond the safe integers the nearest number. */
  trunc(): number {
    const cut = this.sign < 0 ? this.neg().floor().neg() : this.floor();
    return cut.big === null ? cut.n : Number(cut.big.n);
  }

  /** The nearest binary number: for drawing bars, never for deciding. */
  approximate(): number {
    return this.big === null ? this.n / this.d : Number(this.big.n) / Number(this.big.d);
  }

  /** As `exactText`. */
  toString(): string {
    return exactText(this);
  }

  toJSON(): string {
    return exactText(this);
  }

  /** Keeps `a < b` and `a + b` from meaning anything: fractions are compared with `compare`. */
  valueOf(): never {
    throw new TypeError('a Fraction is no number: use compare, add, sub, mul or div');
  }
}

const WRITTEN = /^([+-]?)(\d*)(?:\.(\d+)|\/(\d+))?$/;
/** Counts come up a hundred thousand times: these are made once. */
const WHOLE: Fraction[] = [];
for (let n = 0; n < 1024; n += 1) WHOLE.push(Fraction.made(n, 1));

/** Lowest terms. Throws RangeError for a denominator of 0. */
function small(numerator: number, denominator: number): Fraction {
  if (denominator === 1) return Fraction.made(numerator === 0 ? 0 : numerator, 1);
  if (denominator === 0) throw new RangeError('a fraction cannot have the denominator 0');
  if (numerator === 0) return Fraction.made(0, 1);
  let a = Math.abs(numerator);
  let b = Math.abs(denominator);
  while (b !== 0) [a, b] = [b, a % b];
  const divisor = denominator < 0 ? -a : a;
  return Fraction.made(numerator / divisor, denominator / divisor);
}

function large(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) throw new RangeError('a fraction cannot have the denominator 0');
  let a = numerator < 0n ? -numerator : numerator;
  let b = denominator < 0n ? -denominator : denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = denominator < 0n ? -a : a;
  const n = numerator / divisor;
  const d = denominator / divisor;
  return isSafe(n) && isSafe(d) ? Fraction.made(Number(n), Number(d)) : Fraction.madeLarge(n, d);
}

/** A product or sum of safe integers is exact if and only if what came out is safe again. */
function allSafe(one: number, other: number): boolean {
  return Number.isSafeInteger(one) && Number.isSafeInteger(other);
}

const MOST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function isSafe(value: bigint): boolean {
  return value <= MOST_SAFE && value >= -MOST_SAFE;
}

/** The whole number: '3.1175' where the decimal ends, otherwise '28/9'. */
export function exactText(value: Fraction): string {
  if (value.isWhole) return String(value.numerator);
  let { denominator } = value;
  let twos = 0;
  let fives = 0;
  for (; denominator % 2n === 0n; twos += 1) denominator /= 2n;
  for (; denominator % 5n === 0n; fives += 1) denominator /= 5n;
  if (denominator !== 1n) return `${value.numerator}/${value.denominator}`;
  const places = Math.max(twos, fives);
  return withPoint((value.numerator * 10n ** BigInt(places)) / value.denominator, places);
}

/** 31175 with 4 places is '3.1175'. */
export function withPoint(scaled: bigint, places: number): string {
  const sign = scaled < 0n ? '-' : '';
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
