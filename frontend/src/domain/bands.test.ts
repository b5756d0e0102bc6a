import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixture, packFixture } from '../testing/fixtures';
import {
  BandFault,
  type Bands,
  type Level,
  NumberSet,
  numericBands,
  optionBands,
  parseCondition,
} from './bands';
import { exactText, Fraction } from './exact';
import type { Pack } from './standards';

const hundredths = fc.integer({ min: -100_000, max: 100_000 });
const signs = fc.constantFrom('>=', '>', '<=', '<');
const simple = fc.tuple(signs, hundredths).map(([sign, at]) => sign + decimal(at));
const ranges = fc
  .tuple(hundredths, hundredths)
  .map(([a, b]) => `${decimal(Math.min(a, b))}..${decimal(Math.max(a, b))}`);
const conditions = fc.array(fc.oneof(simple, ranges, hundredths.map(decimal)), {
  minLength: 1,
  maxLength: 4,
});

function decimal(hundredth: number): string {
  return exactText(Fraction.of(hundredth, 100));
}

function levelOrNull(bands: Bands, value: Fraction | string): Level | null {
  try {
    return bands.levelOf(value);
  } catch (error) {
    if (error instanceof BandFault) return null;
    throw error;
  }
}

describe('bands', () => {
  it('give an edge to the band that includes it', () => {
    const bands = numericBands({ 3: '>=4.0', 2: '>=3.4', 1: '>=3.0', 0: '<3.0' });
    const levels = ['4.0', '3.99', '3.4', '3.0', '2.996'].map((text) =>
      bands.levelOf(Fraction.fromText(text)),
    );
    expect(levels).toEqual([3, 2, 2, 1, 0]);
    expect(bands.edges.map(exactText)).toEqual(['3', '3.4', '4']);
    expect(bands.textOf(2)).toBe('>=3.4');
  });

  it('hold a number exactly when one of the alternatives does', () => {
    fc.assert(
      fc.property(conditions, hundredths, (clauses, at) => {
        const value = Fraction.of(at, 100);
        const wanted = clauses.some((clause) => parseCondition(clause).holds(value));
        expect(parseCondition(clauses.join(' or ')).holds(value)).toBe(wanted);
      }),
    );
  });

  it('hold a number outside exactly when they do not hold it inside', () => {
    fc.assert(
      fc.property(conditions, hundredths, (clauses, at) => {
        const inside = parseCondition(clauses.join(' or ')).numbers ?? new NumberSet([]);
        expect(inside.outside().holds(Fraction.of(at, 100))).toBe(!inside.holds(Fraction.of(at, 100)));
        expect(inside.minus(inside).isEmpty).toBe(true);
      }),
    );
  });

  it.each([
    [{ 3: '>=4', 0: '<3' }, 'no band holds 3: the bands leave a gap'],
    [{ 3: '>=3', 2: '>=3', 0: '<3' }, 'band 2 is never reached: better bands hold all of it'],
    [{ 3: '10..20', 2: '15..30', 0: '<10 or >30' }, 'bands 3 and 2 overlap at 15'],
    [{ 3: 'many', 0: '<10' }, "'many' is not a condition: write >=4.0, <3, 18..26 or a number"],
    [{ 3: '>4 and <3', 0: '<10' }, "no number satisfies '>4 and <3'"],
  ])('refuse what cannot be meant: %j', (written, says) => {
    expect(() => numericBands(written)).toThrow(new BandFault(says));
  });

  it('need not speak of what lies below the least value', () => {
    const bands = numericBands({ 3: '0', 0: '>0' }, Fraction.of(0));
    expect(() => bands.levelOf(Fraction.of(-1))).toThrow(BandFault);
    expect(bands.levelOf(Fraction.of(0))).toBe(3);
  });

  it('hold each option once', () => {
    const bands = optionBands({ 3: ['yes', 'partly'], 0: ['no'] }, ['yes', 'no', 'partly']);
    expect(['yes', 'no', 'partly'].map((option) => bands.levelOf(option))).toEqual([3, 0, 3]);
    expect(bands.textOf(3)).toBe('partly, yes');
    expect(bands.isNumeric).toBe(false);
    expect(() => optionBands({ 3: ['yes'] }, ['yes', 'no'])).toThrow("no band holds option 'no'");
    expect(() => optionBands({ 3: ['yes'], 0: ['yes'] }, ['yes'])).toThrow("'yes' stands in two bands");
    expect(() => optionBands({ 3: ['maybe'] }, ['yes'])).toThrow("'maybe', which is no option");
  });
});

interface BandCase {
  readonly pack: string;
  readonly criterion: string;
  readonly part: number;
  readonly on: string;
  readonly value: string;
  readonly level: Level | null;
}

describe('bands of the real standards', () => {
  const cases = fixture<{ bands: readonly BandCase[] }>('lower_cases').bands;
  const packs = new Map<string, Pack>(['international', 'kz', 'nl'].map((id) => [id, packFixture(id)]));

  function bandsOf({ pack, criterion, part, on }: BandCase): Bands {
    const found = packs.get(pack)?.criteria.get(criterion)?.parts[part]?.bandsOn(on);
    if (found == null) throw new Error(`${pack} ${criterion} has no bands on ${on}`);
    return found;
  }

  it('give every edge, and what lies beside it, the level that the server gives', () => {
    const given = cases.map((one) => {
      const bands = bandsOf(one);
      return levelOrNull(bands, bands.isNumeric ? Fraction.fromText(one.value) : one.value);
    });
    expect(given).toEqual(cases.map((one) => one.level));
    expect(cases.length).toBeGreaterThan(300);
  });

  it('say the same when their conditions are read from their words again', () => {
    for (const one of cases) {
      const bands = bandsOf(one);
      if (!bands.isNumeric) continue;
      for (const [, condition] of bands.byLevel) expect(parseCondition(condition.text)).toEqual(condition);
    }
  });
});
