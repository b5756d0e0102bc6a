import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVector } from '../testing/vectors';
import { drawSample, isFairDraw, lotOrder, roomsRequired, standIns } from './sampling_draw';

const AT = '2026-06-15T09:14:03+05:00';
const cells = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `r${at}`, kind: 'cell' }));

interface Draws {
  readonly draws: readonly { seed: string; rooms: string[] }[];
  readonly result: { readonly draws: string[][] };
}

describe('a draw', () => {
  it('is the one that anybody gets from the seed by hand', () => {
    const vector = readVector('chain', 'what_is_signed.json') as Draws;
    expect(vector.draws.map(({ seed, rooms }) => lotOrder(seed, rooms))).toEqual(vector.result.draws);
  });

  it('does not depend on the order in which the rooms are listed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(cells(30), { minLength: 30 }), (rooms) => {
        expect(drawSample('seed', AT, rooms)).toEqual(drawSample('seed', AT, cells(30)));
      }),
    );
  });

  it('takes as many of each kind as the method demands, and no room twice', () => {
    const rooms = [...cells(50), { id: 's1', kind: 'shower' }];
    const { rooms: drawn, of } = drawSample('seed', AT, rooms);
    expect([drawn.cell?.length, drawn.shower, of]).toEqual([22, ['s1'], { cell: 50, shower: 1 }]);
    expect(new Set(drawn.cell).size).toBe(22);
    expect([...roomsRequired(rooms)]).toEqual([
      ['cell', 22],
      ['shower', 1],
    ]);
  });

  it('gives every room a fair chance over many seeds', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 1000; seed += 1) {
      const [first = ''] = lotOrder(`seed ${seed}`, ['a', 'b', 'c', 'd']);
      times.set(first, (times.get(first) ?? 0) + 1);
    }
    for (const count of times.values()) expect(Math.abs(count - 250)).toBeLessThan(60);
  });

  it('shows when rooms were chosen and not drawn', () => {
    const fair = drawSample('seed', AT, cells(30));
    const chosen = { ...fair, rooms: { cell: [...(fair.rooms.cell ?? [])].reverse() } };
    expect([isFairDraw(fair, cells(30)), isFairDraw(chosen, cells(30))]).toEqual([true, false]);
    expect(isFairDraw(fair, [...cells(30), { id: 's1', kind: 'shower' }])).toBe(false);
  });

  it('puts the next of the lot in for a room that could not be entered', () => {
    const ids = cells(30).map(({ id }) => id);
    const sample = drawSample('seed', AT, cells(30));
    const order = lotOrder('seed', ids);
    const drawn = sample.rooms.cell ?? [];
    const missed = new Set(drawn.slice(1, 3));
    expect(standIns(sample, 'cell', ids, missed)).toEqual(order.slice(drawn.length, drawn.length + 2));
    expect(standIns(sample, 'cell', ids, new Set())).toEqual([]);
  });

  it.each(['', 'a\0b'])('needs a seed that can be typed: %j', (seed) => {
    expect(() => lotOrder(seed, ['a'])).toThrow(RangeError);
  });
});
