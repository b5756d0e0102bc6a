import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, daysBetween, isDay } from './days';

/** Days of the calendar in use today, reckoned by the machine in UTC: what this module is held to. */
const moments = fc.date({
  min: new Date('0101-01-01T00:00:00Z'),
  max: new Date('9999-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const days = moments.map((moment) => moment.toISOString().slice(0, 10));

describe('days', () => {
  it('lie as far apart as the calendar says', () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const wanted = (Date.parse(`${other}T00:00:00Z`) - Date.parse(`${one}T00:00:00Z`)) / 86_400_000;
        expect(daysBetween(one, other)).toBe(wanted);
        expect(daysAfter(one, wanted)).toBe(other);
      }),
      { numRuns: 1000 },
    );
  });

  it('follow each other through four hundred years', () => {
    let day = '1999-12-31';
    for (let passed = 0; passed < 146_097; passed += 1) {
      const next = daysAfter(day, 1);
      if (!isDay(next) || next <= day) throw new Error(`${next} follows ${day}`);
      day = next;
    }
    expect(day).toBe('2399-12-31');
  });

  it('are only those that the calendar has', () => {
    expect(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'].filter(isDay)).toHaveLength(4);
    const none = [
      '2023-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '0000-01-01',
      '2026-4-1',
    ];
    expect([...none, '2026-04-01T00:00', ' 2026-04-01', '', null, 20260401].filter(isDay)).toEqual([]);
  });
});
