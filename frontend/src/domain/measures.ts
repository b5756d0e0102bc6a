/** The closed registry of measures: what can be counted or measured, as pure functions; twin of
 * domain/measures.py.
 *
 * A pack names a measure and puts inputs into its roles; it cannot bring code. Each measure says which
 * kinds of input a role takes, whether it takes several, and in which sense the result moves with it. */
import { type Day, dayOfMonth, daysBetween, monthOf, yearOf } from './days';
import { Fraction, HUNDRED, ONE, squareRoot, sum, ZERO } from './exact';
import type { Rectangles, Value } from './facts';
import type { InputKind } from './terms';

const NUMBERS: ReadonlySet<InputKind> = new Set(['number', 'count']);
const ANSWERS: ReadonlySet<InputKind> = new Set(['yes_no', 'choice']);
const YES_NO: ReadonlySet<InputKind> = new Set(['yes_no']);
const RECTANGLES: ReadonlySet<InputKind> = new Set(['rectangles']);
const DATES: ReadonlySet<InputKind> = new Set(['date']);

/** A number, an option, or null where there is nothing to divide by. `error` is in the same unit. */
export interface Measured {
  readonly value: Fraction | string | null;
  readonly error: Fraction;
}

/** `sense`: 1 the result rises with the input, -1 it falls, 0 neither is said. `overRooms`: the values of
 * all occupied living rooms, in the order of the rooms. */
export interface Role {
  readonly takes: ReadonlySet<InputKind>;
  readonly sense: -1 | 0 | 1;
  readonly isMany: boolean;
  readonly overRooms: boolean;
}

/** m2. */
interface Space {
  readonly value: Fraction;
  readonly error: Fraction;
}

/** What a measure may know beside its inputs. */
export class Circumstances {
  /** Living space by the identity of the rectangles: many measures ask for one room. */
  private readonly spaces = new WeakMap<Rectangles, WeakMap<Rectangles, Space>>();

  constructor(
    readonly visitedOn: Day,
    readonly measurementErrorM: Fraction,
  ) {}

  /** Floor without the annexe, and its error; at or below 0 where the annexe leaves no floor. */
  spaceOf(room: Rectangles, annexe: Rectangles): Space {
    let byAnnexe = this.spaces.get(room);
    if (byAnnexe === undefined) {
      byAnnexe = new WeakMap();
      this.spaces.set(room, byAnnexe);
    }
    let found = byAnnexe.get(annexe);
    if (found === undefined) {
      const value = floorAreaM2(room).sub(floorAreaM2(annexe));
      found = { value, error: this.areaErrorM2(room, annexe) };
      byAnnexe.set(annexe, found);
    }
    return found;
  }

  /** Each side may be off by the measurement error; independent errors add as squares.
   *
   * 4 x 3 m at 1 cm a side gives 0.05 m2. */
  private areaErrorM2(room: Rectangles, annexe: Rectangles): Fraction {
    let squares = ZERO;
    for (const { lengthM, widthM } of [...room, ...annexe]) {
      squares = squares.add(lengthM.mul(lengthM)).add(widthM.mul(widthM));
    }
    return this.measurementErrorM.mul(squareRoot(squares));
  }
}

/** role -> the value, or a list of values where the role takes many. */
export type Values = Readonly<Record<string, Value | readonly Value[]>>;

/** `unit` is the result's unit (null: an option, or the unit of the input in role `of`). `least`: the
 * least number that the result can be. `divides`: whether there may be nothing to divide by. */
export interface Measure {
  readonly id: string;
  readonly roles: ReadonlyMap<string, Role>;
  readonly compute: (values: Values, circumstances: Circumstances) => Measured;
  readonly unit: string | null;
  readonly least: Fraction | null;
  readonly divides: boolean;
}

/** The answers are there but cannot be measured, as with an annexe larger than its room. */
export class MeasureFault extends Error {
  override readonly name = 'MeasureFault';
}

export function floorAreaM2(room: Rectangles): Fraction {
  return sum(room.map((part) => part.areaM2));
}

/** Floor without the sanitary annexe, and its error; furniture is included.
 *
 * CPT/Inf (2015) 44; Mursic v. Croatia [GC], para 114. Throws MeasureFault where no floor is left. */
export function livingSpaceM2(values: Values, circumstances: Circumstances): Space {
  const space = circumstances.spaceOf(rectanglesIn(values, 'room'), rectanglesIn(values, 'annexe'));
  if (space.value.sign <= 0) throw new MeasureFault('the annexe leaves no floor');
  return space;
}

/** floor(A / 4) for shared rooms; one place from 6 m2; none below (CPT/Inf (2015) 44, paras 9-10). */
export function placesAtCptSpace(areaM2: Fraction): number {
  return areaM2.lessThan(SIX) ? 0 : Math.max(1, areaM2.div(FOUR).trunc());
}

const FOUR = Fraction.of(4);
const SIX = Fraction.of(6);
const ICRC_M2_PER_PERSON = Fraction.of(18, 10);
const ICRC_FOOTPRINTS = Fraction.of(16, 10);

type Compute = Measure['compute'];

const value: Compute = (values) => measured(numberIn(values, 'of'));

const answer: Compute = (values) => {
  const given = values.of;
  if (typeof given === 'boolean') return measured(given ? 'yes' : 'no');
  if (typeof given === 'string') return measured(given);
  throw new TypeError("the role 'of' holds no answer");
};

function countOf(wanted: boolean): Compute {
  return (values) => {
    const given = values.of;
    if (!Array.isArray(given)) throw new TypeError("the role 'of' holds no list of answers");
    return measured(Fraction.of(given.filter((one) => one === wanted).length));
  };
}

const sharePercent: Compute = (values) =>
  divided(numberIn(values, 'part').mul(HUNDRED), numberIn(values, 'whole'));

const ratio: Compute = (values) => divided(numberIn(values, 'count'), numberIn(values, 'per'));

const difference: Compute = (values) => measured(numberIn(values, 'of').sub(numberIn(values, 'less')));

const daysSince: Compute = (values, { visitedOn }) =>
  measured(Fraction.of(daysBetween(dayIn(values, 'of'), visitedOn)));

/** Whole calendar months plus the odd days as 31sts: the same day of a month is a whole number. */
const monthsSince: Compute = (values, { visitedOn: now }) => {
  const then = dayIn(values, 'of');
  const months = (yearOf(now) - yearOf(then)) * 12 + monthOf(now) - monthOf(then);
  return measured(Fraction.of(months * 31 + dayOfMonth(now) - dayOfMonth(then), 31));
};

const livingSpacePerPerson: Compute = (values, circumstances) => {
  const persons = numberIn(values, 'persons');
  if (persons.isZero) return measured(null);
  const space = livingSpaceM2(values, circumstances);
  return measured(space.value.div(persons), space.error.div(persons));
};

/** Living space over 6 + 4 (N - 1), CPT/Inf (2015) 44, paras 16-17. */
const desirableSpaceMargin: Compute = (values, circumstances) => {
  const space = livingSpaceM2(values, circumstances);
  const wanted = SIX.add(FOUR.mul(numberIn(values, 'persons').sub(ONE)));
  return measured(space.value.sub(wanted), space.error);
};

/** Living space over 1.8 N + 1.6 x bed footprints, ICRC Supplementary Guidance 2012, p. 33. */
const icrcFloorMargin: Compute = (values, circumstances) => {
  const space = livingSpaceM2(values, circumstances);
  const persons = ICRC_M2_PER_PERSON.mul(numberIn(values, 'persons'));
  const wanted = persons.add(ICRC_FOOTPRINTS.mul(numberIn(values, 'bed_footprints')));
  return measured(space.value.sub(wanted), space.error);
};

const shareOfFloorPercent: Compute = (values) => {
  const floor = floorAreaM2(rectanglesIn(values, 'room'));
  if (floor.sign <= 0) throw new MeasureFault('the room has no floor');
  return measured(numberIn(values, 'part').mul(HUNDRED).div(floor));
};

/** Persons over the places that the measured floor gives at 4 m2 each (6 m2 where one sleeps). */
const recomputedOccupancy: Compute = (values) => {
  const rooms = values.room as readonly Rectangles[];
  const annexes = values.annexe as readonly Rectangles[];
  if (rooms.length !== annexes.length) throw new TypeError('each room needs its annexe');
  let places = 0;
  for (const [index, room] of rooms.entries()) {
    places += placesAtCptSpace(floorAreaM2(room).sub(floorAreaM2(annexes[index] ?? [])));
  }
  return divided(numberIn(values, 'persons').mul(HUNDRED), Fraction.of(places));
};

function divided(count: Fraction, by: Fraction): Measured {
  return measured(by.isZero ? null : count.div(by));
}

function measured(value: Fraction | string | null, error = ZERO): Measured {
  return { value, error };
}

function numberIn(values: Values, role: string): Fraction {
  const given = values[role];
  if (given instanceof Fraction) return given;
  throw new TypeError(`the role '${role}' holds no number`);
}

function dayIn(values: Values, role: string): Day {
  const given = values[role];
  if (typeof given === 'string') return given;
  throw new TypeError(`the role '${role}' holds no day`);
}

function rectanglesIn(values: Values, role: string): Rectangles {
  const given = values[role];
  if (Array.isArray(given)) return given as Rectangles;
  throw new TypeError(`the role '${role}' holds no rectangles`);
}

const ROLE = { sense: 0, isMany: false, overRooms: false } as const;

function rising(takes: ReadonlySet<InputKind>): Role {
  return { ...ROLE, takes, sense: 1 };
}

function falling(takes: ReadonlySet<InputKind>): Role {
  return { ...ROLE, takes, sense: -1 };
}

function measure(
  id: string,
  roles: Readonly<Record<string, Role>>,
  compute: Compute,
  more: Partial<Measure> = {},
): Measure {
  return {
    unit: null,
    least: ZERO,
    divides: false,
    ...more,
    id,
    compute,
    roles: new Map(Object.entries(roles)),
  };
}

const SPACE = { room: rising(RECTANGLES), annexe: falling(RECTANGLES) };
const SPACE_PER_PERSON = { ...SPACE, persons: falling(NUMBERS) };

const ALL: readonly Measure[] = [
  measure('value', { of: rising(NUMBERS) }, value, { least: null }),
  measure('answer', { of: { ...ROLE, takes: ANSWERS } }, answer),
  measure('count_of_yes', { of: { ...rising(YES_NO), isMany: true } }, countOf(true), { unit: 'count' }),
  measure('count_of_no', { of: { ...falling(YES_NO), isMany: true } }, countOf(false), { unit: 'count' }),
  measure('share_percent', { part: rising(NUMBERS), whole: falling(NUMBERS) }, sharePercent, {
    unit: 'percent',
    divides: true,
  }),
  measure('ratio', { count: rising(NUMBERS), per: falling(NUMBERS) }, ratio, { divides: true }),
  measure('difference', { of: rising(NUMBERS), less: falling(NUMBERS) }, difference, { least: null }),
  measure('days_since', { of: falling(DATES) }, daysSince, { unit: 'days', least: null }),
  measure('months_since', { of: falling(DATES) }, monthsSince, { unit: 'months', least: null }),
  measure('living_space_m2', SPACE, livingSpaceM2, { unit: 'm2', least: null }),
  measure('living_space_per_person_m2', SPACE_PER_PERSON, livingSpacePerPerson, {
    unit: 'm2_per_person',
    least: null,
    divides: true,
  }),
  measure('desirable_space_margin_m2', SPACE_PER_PERSON, desirableSpaceMargin, { unit: 'm2', least: null }),
  measure(
    'icrc_floor_margin_m2',
    { ...SPACE_PER_PERSON, bed_footprints: falling(NUMBERS) },
    icrcFloorMargin,
    { unit: 'm2', least: null },
  ),
  measure(
    'share_of_floor_percent',
    { part: rising(NUMBERS), room: falling(RECTANGLES) },
    shareOfFloorPercent,
    {
      unit: 'percent',
      divides: true,
    },
  ),
  measure(
    'recomputed_occupancy_percent',
    {
      persons: rising(NUMBERS),
      room: { ...falling(RECTANGLES), overRooms: true },
      annexe: { ...rising(RECTANGLES), overRooms: true },
    },
    recomputedOccupancy,
    { unit: 'percent', divides: true },
  ),
];

export const MEASURES: ReadonlyMap<string, Measure> = new Map(ALL.map((one) => [one.id, one]));

/** Throws RangeError for a name that no measure has. */
export function measureNamed(id: string): Measure {
  const found = MEASURES.get(id);
  if (found === undefined)
    throw new RangeError(
      `there is no measure '${id}': this version knows ${[...MEASURES.keys()].join(', ')}`,
    );
  return found;
}
