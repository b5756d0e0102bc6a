import { describe, expect, it } from 'vitest';
import { numericBands } from '../bands';
import { exactText, Fraction } from '../exact';
import { Circumstances } from '../measures';
import { MeasureUse, Part } from '../standards';
import type { Given, GivenValue } from './grounds';
import { alternatives, MOST_ALTERNATIVES, outcomeOf, type PartOutcome, unitOf } from './measuring';

const DAY = '2026-06-15';
const SHARE = new MeasureUse('share_percent', [
  ['part', ['washed']],
  ['whole', ['held']],
]);
const BANDS = numericBands({ 3: '>=90', 2: '>=75', 1: '>=50', 0: '<50' }, Fraction.of(0));
const PART = new Part(SHARE, [['2026-01-01', BANDS]], 'not_applicable');

function circumstances(): Circumstances {
  return new Circumstances(DAY, Fraction.of(1, 100));
}

function said(...values: GivenValue[]): Given {
  return { state: 'value', values, grade: 'A', why: null };
}

function counts(...numbers: number[]): Given {
  return said(...numbers.map((number) => Fraction.of(number)));
}

function outcome(washed: Given, held: Given, part = PART, day = DAY): PartOutcome {
  const givens = new Map([
    ['washed', washed],
    ['held', held],
  ]);
  return outcomeOf(part, givens, day, circumstances(), 'percent');
}

describe('one measured side', () => {
  it('has the level of the band that its value falls into, with the words of that band', () => {
    const { level, low, high, result } = outcome(counts(30), counts(40));
    expect([level, low, high, result?.band, result?.bandSince]).toEqual([2, 2, 2, '>=75', '2026-01-01']);
  });

  it('is left out before its bands are in force, and where it does not apply', () => {
    expect(outcome(counts(1), counts(2), PART, '2025-12-31')).toMatchObject({
      isLeftOut: true,
      why: ['not_in_force'],
    });
    const notApplicable: Given = { state: 'not_applicable', values: [], grade: null, why: 'listed_reason' };
    expect(outcome(counts(1), notApplicable)).toMatchObject({ isLeftOut: true, why: ['listed_reason'] });
  });

  it('stays open while an answer is missing, and names those that are, refused ones first', () => {
    const missing: Given = { state: 'missing', values: [], grade: null, why: 'unanswered' };
    const denied: Given = { state: 'denied', values: [], grade: null, why: 'denied' };
    const found = outcome(missing, denied);
    expect(found).toMatchObject({ isOpen: true, level: null, missing: ['held', 'washed'] });
    expect(found.why).toEqual(['denied', 'unanswered']);
  });

  it('means what the pack says where there is nothing to divide by', () => {
    expect(outcome(counts(0), counts(0))).toMatchObject({ isLeftOut: true, why: ['nothing_to_count'] });
    const good = new Part(SHARE, PART.bandsFrom, 3);
    expect(outcome(counts(0), counts(0), good)).toMatchObject({ level: 3, why: ['nothing_to_count'] });
  });

  it('fails when any of several sources says so, and stays open when none does', () => {
    expect(outcome(counts(10, 39), counts(40))).toMatchObject({ level: 0, low: 0, high: 3, isOpen: true });
    expect(outcome(counts(32, 39), counts(40))).toMatchObject({ level: null, why: ['contradictory'] });
    expect(outcome(counts(38, 39), counts(40))).toMatchObject({ level: 3, isOpen: false });
  });

  it('is never averaged, and what lies beyond the combinations tried stays open', () => {
    const many = counts(...Array.from({ length: 9 }, (_, index) => 91 + index));
    const givens = new Map([
      ['washed', many],
      ['held', counts(...Array.from({ length: 9 }, (_, index) => 101 - index))],
    ]);
    const found = alternatives(SHARE, givens, circumstances());
    expect(found).toHaveLength(MOST_ALTERNATIVES);
    expect(exactText(found[1]?.value as Fraction)).toBe('91');
    expect(outcomeOf(PART, givens, DAY, circumstances(), null)).toMatchObject({ isOpen: true, level: null });
  });

  it('tries a single disputed input whole', () => {
    const hundred = counts(...Array.from({ length: 100 }, (_, index) => index + 1));
    const givens = new Map([
      ['washed', hundred],
      ['held', counts(100)],
    ]);
    expect(alternatives(SHARE, givens, circumstances())).toHaveLength(100);
  });

  it('takes its unit from the measure, or else from the input in the role `of`', () => {
    const input = {
      id: 't',
      place: 'room',
      kind: 'number',
      label: {},
      plausible: null,
      options: [],
    } as const;
    const inputs = new Map([['t', { ...input, unit: 'celsius' }]]);
    expect(unitOf(new MeasureUse('value', [['of', ['t']]]), inputs)).toBe('celsius');
    expect(unitOf(SHARE, inputs)).toBe('percent');
  });
});
