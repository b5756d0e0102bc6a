import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanOf } from './windowing';

const view = fc.record({
  above: fc.integer({ min: -5000, max: 500_000 }),
  height: fc.integer({ min: 0, max: 2000 }),
});

describe('the window on a long list', () => {
  it('holds every row of which any part can be seen', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 1, max: 5000 }), (seen, count) => {
        const { first, end } = spanOf(seen, 76, count, 6);
        for (let row = 0; row < count; row += 1) {
          const isSeen = row * 76 < seen.above + seen.height && (row + 1) * 76 > seen.above;
          if (isSeen) expect(row >= first && row < end).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never holds more than what fits on a screen, at whatever length', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 100_000 }), (seen, count) => {
        const { first, end } = spanOf(seen, 76, count, 6);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(seen.height / 76) + 1 + 12);
      }),
    );
  });

  it('is empty where there are no rows', () => {
    expect(spanOf({ above: 0, height: 800 }, 76, 0, 6)).toEqual({ first: 0, end: 0 });
  });
});
