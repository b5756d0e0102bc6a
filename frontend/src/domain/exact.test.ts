import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixture } from '../testing/fixtures';
import { exactText, Fraction, geometricMean, parseExact, shown, squareRoot } from './exact';

/** What this test holds fractions to: big whole numbers that nobody reduces or shortens. */
type Oracle = readonly [n: bigint, d: bigint];

const wholes = fc.oneof(
  fc.bigInt({ min: -50n, max: 50n }),
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
  fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, -(2n ** 53n), 2n ** 53n + 1n),
);
const ratios = fc.tuple(
  wholes,
  wholes.filter((d) => d !== 0n),
);
const pairs = fc.tuple(ratios, ratios);

function fraction([n, d]: Oracle): Fraction {
  return Fraction.of(n, d);
}

function expectSame(found: Fraction, [n, d]: Oracle): void {
  expect(found.numerator * d).toBe(n * found.denominator);
  expect(found.denominator > 0n).toBe(true);
  expect(found.equals(Fraction.of(n, d))).toBe(true);
  expect(found).toEqual(Fraction.of(n, d));
}

function order([a, b]: Oracle, [c, d]: Oracle): number {
  const over = (a * d - c * b) * (b * d < 0n ? -1n : 1n);
  return over < 0n ? -1 : over > 0n ? 1 : 0;
}

describe('fractions', () => {
  it('add, subtract, multiply and divide as whole numbers without a limit do', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        const [[a, b], [c, d]] = [x, y];
        expectSame(fraction(x).add(fraction(y)), [a * d + c * b, b * d]);
        expectSame(fraction(x).sub(fraction(y)), [a * d - c * b, b * d]);
        expectSame(fraction(x).mul(fraction(y)), [a * c, b * d]);
        if (c !== 0n) expectSame(fraction(x).div(fraction(y)), [a * d, b * c]);
      }),
      { numRuns: 2000 },
    );
  });

  it('compare as whole numbers do', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        expect(fraction(x).compare(fraction(y))).toBe(order(x, y));
        expect(fraction(x).equals(fraction(y))).toBe(order(x, y) === 0);
        expect(fraction(x).sign).toBe(order(x, [0n, 1n]));
        expect(fraction(x).isZero).toBe(x[0] === 0n);
      }),
      { numRuns: 2000 },
    );
  });

  it('have a floor that is whole and less than one below', () => {
    fc.assert(
      fc.property(ratios, (x) => {
        const floor = fraction(x).floor();
        expect(floor.isWhole).toBe(true);
        expect(floor.atMost(fraction(x))).toBe(true);
        expect(floor.add(Fraction.of(1)).greaterThan(fraction(x))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('come back from the text that they are written as', () => {
    fc.assert(fc.property(ratios, (x) => expectSame(Fraction.fromText(exactText(fraction(x))), x)));
  });

  it('are in lowest terms whatever they were made of', () => {
    const seven = Fraction.of(-14n * 10n ** 20n, -2n * 10n ** 20n);
    expect([seven.numerator, seven.denominator]).toEqual([7n, 1n]);
    expect(Fraction.of(6, -4).numerator).toBe(-3n);
  });

  it('cut towards zero as int() does', () => {
    expect(['7/2', '-7/2', '-1/2', '0'].map((text) => Fraction.fromText(text).trunc())).toEqual([
      3, -3, 0, 0,
    ]);
  });

  it('refuse a denominator of nothing, and numbers that are not whole', () => {
    expect(() => Fraction.of(1, 0)).toThrow(RangeError);
    expect(() => Fraction.of(1).div(Fraction.of(0))).toThrow(RangeError);
    expect(() => Fraction.of(0.5)).toThrow(RangeError);
    expect(() => Fraction.fromText('1/0')).toThrow(RangeError);
  });

  it('cannot be compared or added by the signs that are made for numbers', () => {
    expect(() => Fraction.of(1) < Fraction.of(2)).toThrow(TypeError);
    expect(`${Fraction.of(28, 9)}`).toBe('28/9');
    expect(JSON.stringify([Fraction.of(31175, 10000)])).toBe('["3.1175"]');
  });
});

describe('decimals', () => {
  it('are read with a point or a comma', () => {
    const texts = ['3,10', '3.1', ' +3.1 ', '.5', '-,5', '007'];
    expect(texts.map((text) => exactText(parseExact(text)))).toEqual([
      '3.1',
      '3.1',
      '3.1',
      '0.5',
      '-0.5',
      '7',
    ]);
  });

  it.each(['', '.', '3.', '1e5', '3 1', '1/2', '1.2.3', '٣', '--1'])('are not %j', (text) => {
    expect(() => parseExact(text)).toThrow(RangeError);
  });
});

interface NumberCase {
  readonly numerator: string;
  readonly denominator: string;
  readonly exact_text: string;
  readonly edges: readonly string[];
  readonly shown: string;
  readonly square_root: string;
}

interface MeanCase {
  readonly values: readonly string[];
  readonly mean: string;
}

describe('beside the server', () => {
  const cases = fixture<{ numbers: readonly NumberCase[]; means: readonly MeanCase[] }>('lower_cases');

  it('numbers are written, shown and rooted alike', () => {
    for (const one of cases.numbers) {
      const value = Fraction.of(BigInt(one.numerator), BigInt(one.denominator));
      const edges = one.edges.map((edge) => Fraction.fromText(edge));
      expect(exactText(value)).toBe(one.exact_text);
      expect(shown(value, 2, edges)).toBe(one.shown);
      expect(exactText(squareRoot(value.abs()))).toBe(one.square_root);
    }
    expect(cases.numbers.length).toBeGreaterThan(100);
  });

  it('geometric means are alike to the last place', () => {
    for (const { values, mean } of cases.means) {
      expect(exactText(geometricMean(values.map((value) => Fraction.fromText(value))))).toBe(mean);
    }
    expect(cases.means.length).toBeGreaterThan(50);
  });
});
