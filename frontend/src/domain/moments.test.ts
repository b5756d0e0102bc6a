import { describe, expect, it } from 'vitest';
import { pythonMoment } from './moments';

describe('a moment as Python writes it', () => {
  it.each([
    ['2026-06-15T10:00', '2026-06-15T10:00:00'],
    ['2026-06-15T10:00:07Z', '2026-06-15T10:00:07+00:00'],
    ['2026-06-15T10:00:07.5+05:00', '2026-06-15T10:00:07.500000+05:00'],
    ['2026-06-15T10:00:07.000-00:00', '2026-06-15T10:00:07+00:00'],
    ['2026-06-15T10:00:07-03:30', '2026-06-15T10:00:07-03:30'],
  ])('%s becomes %s', (written, shown) => {
    expect(pythonMoment(written)).toBe(shown);
  });

  it('refuses what is no moment', () => {
    expect(() => pythonMoment('15.06.2026')).toThrow(RangeError);
  });
});
