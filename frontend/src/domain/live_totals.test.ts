import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fraction } from './exact';
import { NO_ROOMS, type Totals, withoutRoom, withRoom } from './live_totals';
import type { Progress, RoomStanding } from './rooms/standing';

const standing: fc.Arbitrary<RoomStanding> = fc
  .record({
    progress: fc.constantFrom<Progress>('untouched', 'in_progress', 'done'),
    fails: fc.boolean(),
    isLiving: fc.boolean(),
    persons: fc.option(fc.integer({ min: 0, max: 60 })),
    hundredths: fc.option(fc.integer({ min: 1, max: 40_000 })),
    disputed: fc.subarray(['persons_slept_last_night']),
  })
  .map(({ progress, fails, isLiving, persons, hundredths, disputed }) => {
    const space = hundredths === null ? null : Fraction.of(hundredths, 100);
    const perPerson = space !== null && persons ? space.div(Fraction.of(persons)) : null;
    const failing = fails ? [{ criterion: 'SP01', level: 0 as const, isCritical: true }] : [];
    return { asked: 26, answered: 0, progress, failing, isLiving, persons, space, perPerson, disputed };
  });

const plain = (totals: Totals) => ({ ...totals, area: totals.area.toString() });
const recounted = (rooms: Iterable<RoomStanding>) => plain([...rooms].reduce(withRoom, NO_ROOMS));

function room(persons: number, m2: string): RoomStanding {
  const space = Fraction.fromText(m2);
  const perPerson = space.div(Fraction.of(persons));
  const done = { asked: 1, answered: 1, progress: 'done' as const, failing: [], disputed: [] };
  return { ...done, isLiving: true, persons, space, perPerson };
}

describe('totals over all rooms', () => {
  it('kept by difference are those of a full recount, after any changes', () => {
    const change = fc.record({ room: fc.integer({ min: 0, max: 12 }), to: fc.option(standing) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
        const rooms = new Map<number, RoomStanding>();
        let totals = NO_ROOMS;
        for (const { room: at, to } of changes) {
          const before = rooms.get(at);
          if (before !== undefined) totals = withoutRoom(totals, before);
          rooms.delete(at);
          if (to === null) continue;
          rooms.set(at, to);
          totals = withRoom(totals, to);
        }
        expect(plain(totals)).toEqual(recounted(rooms.values()));
      }),
    );
  });

  it('count persons on the side of each line on which the Court has them', () => {
    const totals = [room(4, '11.99'), room(4, '12'), room(4, '16'), room(4, '16.01')].reduce(
      withRoom,
      NO_ROOMS,
    );
    expect([totals.below3, totals.from3To4, totals.above4]).toEqual([4, 8, 4]);
    expect(totals.area.toString()).toBe('56');
  });

  it('say of whom nothing is known: not counted, or counted and not measured', () => {
    const nobody = { ...room(1, '6'), persons: null, perPerson: null };
    const unmeasured = { ...room(3, '6'), space: null, perPerson: null };
    const totals = [nobody, unmeasured].reduce(withRoom, NO_ROOMS);
    expect([totals.notCounted, totals.notMeasured, totals.persons]).toEqual([1, 3, 3]);
  });

  it('leave kitchens and showers out of floor and persons by space', () => {
    const totals = withRoom(NO_ROOMS, { ...room(1, '20'), isLiving: false, persons: 0, perPerson: null });
    expect([totals.area.toString(), totals.above4, totals.inSum]).toEqual(['0', 0, 1]);
  });

  it('count the rooms in which answers differ that the figures rest on', () => {
    const disputed = { ...room(2, '8'), disputed: ['room_rectangles', 'persons_slept_last_night'] };
    const totals = [disputed, room(2, '8')].reduce(withRoom, NO_ROOMS);
    expect([totals.disputed, withoutRoom(totals, disputed).disputed]).toEqual([1, 0]);
  });
});
