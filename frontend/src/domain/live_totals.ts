/** Totals over all rooms, kept by difference: one changed room costs the same among 10 and 2,000. */
import { Fraction } from './exact';
import type { RoomStanding } from './rooms/standing';

/** Numbers of rooms, persons and square metres. `inSum`: rooms that have been added so far. */
export interface Totals {
  readonly inSum: number;
  readonly untouched: number;
  readonly inProgress: number;
  readonly done: number;
  readonly failing: number;
  readonly persons: number;
  /** Rooms to sleep in where nobody counted. */
  readonly notCounted: number;
  /** Living space of the rooms that were measured, in m². */
  readonly area: Fraction;
  /** Persons by the space that each has: below 3 m², from 3 to 4 m² (both ends), above, not measured. */
  readonly below3: number;
  readonly from3To4: number;
  readonly above4: number;
  readonly notMeasured: number;
  /** Rooms in which different answers stand to what these figures rest on. */
  readonly disputed: number;
}

export const NO_ROOMS: Totals = {
  inSum: 0,
  untouched: 0,
  inProgress: 0,
  done: 0,
  failing: 0,
  persons: 0,
  notCounted: 0,
  area: Fraction.of(0),
  below3: 0,
  from3To4: 0,
  above4: 0,
  notMeasured: 0,
  disputed: 0,
};

const THREE = Fraction.of(3);
const FOUR = Fraction.of(4);

/** Totals with this room in them as well. */
export function withRoom(totals: Totals, room: RoomStanding): Totals {
  return changed(totals, room, 1);
}

/** Totals without this room, which must be in them as it is given here. */
export function withoutRoom(totals: Totals, room: RoomStanding): Totals {
  return changed(totals, room, -1);
}

function changed(totals: Totals, room: RoomStanding, by: 1 | -1): Totals {
  const persons = room.persons ?? 0;
  const spaced = spacedPersons(room);
  return {
    inSum: totals.inSum + by,
    untouched: totals.untouched + (room.progress === 'untouched' ? by : 0),
    inProgress: totals.inProgress + (room.progress === 'in_progress' ? by : 0),
    done: totals.done + (room.progress === 'done' ? by : 0),
    failing: totals.failing + (room.failing.length > 0 ? by : 0),
    persons: totals.persons + by * persons,
    notCounted: totals.notCounted + (room.isLiving && room.persons === null ? by : 0),
    area: areaChanged(totals.area, room, by),
    below3: totals.below3 + (spaced === 'below3' ? by * persons : 0),
    from3To4: totals.from3To4 + (spaced === 'from3To4' ? by * persons : 0),
    above4: totals.above4 + (spaced === 'above4' ? by * persons : 0),
    notMeasured: totals.notMeasured + (spaced === 'notMeasured' ? by * persons : 0),
    disputed: totals.disputed + (room.disputed.length > 0 ? by : 0),
  };
}

/** The European Court's two lines, as domain/scoring/personal_space.py counts them. */
function spacedPersons(room: RoomStanding): 'below3' | 'from3To4' | 'above4' | 'notMeasured' | null {
  if (!room.isLiving || room.persons === null || room.persons === 0) return null;
  if (room.perPerson === null) return 'notMeasured';
  if (room.perPerson.lessThan(THREE)) return 'below3';
  return room.perPerson.atMost(FOUR) ? 'from3To4' : 'above4';
}

function areaChanged(area: Fraction, room: RoomStanding, by: 1 | -1): Fraction {
  if (!room.isLiving || room.space === null) return area;
  return by === 1 ? area.add(room.space) : area.sub(room.space);
}
