/** The European Court's test of personal space, room by room: a reasoning, not a threshold; twin of
 * domain/scoring/personal_space.py.
 *
 * Mursic v. Croatia [GC], no. 7334/13, 20.10.2016, paras 136-141, for rooms that two or more people
 * share. Below 3 m2 a strong presumption of a breach, which only three factors together can rebut; from
 * 3 to 4 m2 a weighty factor that fails with any other bad condition; above 4 m2 space is not the issue.
 * For a State outside the Council of Europe it is a comparison. */
import { Fraction } from '../exact';
import type { Circumstances, Measured } from '../measures';
import { MeasureUse, type Pack } from '../standards';
import type { FactorAnswer, Judgement, PersonalSpace, PersonalSpaceFinding, SpaceCounts } from './assessment';
import { type Given, type GivenValue, type Grounds, given, type Place } from './grounds';
import {
  ANNEXE_RECTANGLES,
  DAYS_BELOW_3_M2,
  FREE_MOVEMENT,
  HEAD_COUNT,
  REDUCTIONS_MINOR,
  REDUCTIONS_OCCASIONAL,
  ROOM_RECTANGLES,
} from './known_inputs';
import { alternatives, isUsable } from './measuring';
import {
  type FindingsByCriterion,
  type JudgementsHere,
  judgementsAround,
  judgementsByPlace,
  roomsById,
} from './reaching';

export const PRESUMPTION_M2 = Fraction.of(3);
export const WEIGHTY_M2 = Fraction.of(4);
/** 27 days in a row were not "short" (Mursic, para 172). */
export const NOT_SHORT_DAYS = Fraction.of(27);

export const SPACE = new MeasureUse('living_space_per_person_m2', [
  ['room', [ROOM_RECTANGLES]],
  ['annexe', [ANNEXE_RECTANGLES]],
  ['persons', [HEAD_COUNT]],
]);
export const STEP_M2 = Fraction.of(1, 2);
export const LAST_STEP_M2 = Fraction.of(8);

type Factors = readonly (readonly [string, FactorAnswer])[];

/** Living space per person of one living room where people slept; null where it has no value. */
export interface RoomSpace {
  readonly place: Place;
  readonly measured: Measured | null;
}

export function roomSpaces(grounds: Grounds, circumstances: Circumstances): RoomSpace[] {
  const living = new Set(grounds.livingRooms.map((place) => place.id));
  const rooms = grounds.rooms.filter((place) => living.has(place.id));
  return rooms.map((place) => ({ place, measured: spaceAt(place, grounds, circumstances) }));
}

/** One finding per shared room, and per room where the head count is missing. */
export function personalSpaceFindings(
  spaces: readonly RoomSpace[],
  grounds: Grounds,
  others: FindingsByCriterion,
): PersonalSpaceFinding[] {
  const byPlace = judgementsByPlace(conditionsNamed(grounds.pack), others);
  const rooms = roomsById(grounds);
  const shared = spaces.filter((space) => space.place.persons !== 1);
  return shared.map((space) =>
    finding(space, judgementsAround(space.place.id, byPlace, rooms, grounds), grounds),
  );
}

/** The pack's own list of conditions that aggravate: those of its personal-space criterion. */
export function conditionsNamed(pack: Pack): readonly string[] {
  for (const { aggravation, provisions } of pack.criteria.values()) {
    if (aggravation !== null && provisions.some((one) => one.isPersonalSpaceTest)) return aggravation.by;
  }
  return [];
}

export function spaceCounts(spaces: readonly RoomSpace[]): SpaceCounts {
  const counts = { below3: 0, from3To4: 0, above4: 0, notMeasured: 0, roomsNotCounted: 0 };
  const lastStep = LAST_STEP_M2.div(STEP_M2).trunc();
  const steps = new Array<number>(lastStep + 1).fill(0);
  for (const { place, measured } of spaces) {
    const { persons } = place;
    const value = numberOf(measured);
    if (persons === null) {
      counts.roomsNotCounted += 1;
    } else if (value === null) {
      counts.notMeasured += persons;
    } else {
      counts[sideOf(value)] += persons;
      const step = Math.min(lastStep, value.div(STEP_M2).trunc());
      steps[step] = (steps[step] ?? 0) + persons;
    }
  }
  const histogram = steps.map((persons, step) => [STEP_M2.mul(Fraction.of(step)), persons] as const);
  return { ...counts, histogram };
}

function sideOf(value: Fraction): 'below3' | 'from3To4' | 'above4' {
  if (value.lessThan(PRESUMPTION_M2)) return 'below3';
  return value.atMost(WEIGHTY_M2) ? 'from3To4' : 'above4';
}

function finding(space: RoomSpace, conditions: JudgementsHere, grounds: Grounds): PersonalSpaceFinding {
  const { place, measured } = space;
  const squareMetres = numberOf(measured);
  const failing: Factors = [...conditions].map(([name, judgement]) => [name, fails(judgement)]);
  const [value, factors] = reasoned(place, squareMetres, failing, grounds);
  return {
    room: place.id,
    value,
    spaceM2PerPerson: squareMetres,
    persons: place.persons,
    factors,
    isBorderline: isBorderline(measured),
  };
}

function reasoned(
  place: Place,
  space: Fraction | null,
  failing: Factors,
  grounds: Grounds,
): [PersonalSpace, Factors] {
  if (space === null || place.persons === null) return ['cannot_be_computed', []];
  if (space.greaterThan(WEIGHTY_M2)) return ['not_the_issue', []];
  if (space.atLeast(PRESUMPTION_M2)) return [weightyFactor(failing), failing];
  const factors = rebuttal(place, failing, grounds);
  const isClaimed = factors.every(([, said]) => said === 'yes');
  return [isClaimed ? 'needs_judgement' : 'presumption_stands', factors];
}

function weightyFactor(failing: Factors): PersonalSpace {
  const worst = worstOf(failing);
  return worst === 'yes' ? 'fails' : worst === 'open' ? 'open' : 'holds';
}

/** Whether any condition fails; open where none is named or one is not assessed. */
function worstOf(failing: Factors): FactorAnswer {
  if (failing.some(([, said]) => said === 'yes')) return 'yes';
  return failing.length === 0 || failing.some(([, said]) => said === 'open') ? 'open' : 'no';
}

/** The three factors, all needed (para 138); "yes" speaks for the authority. */
function rebuttal(place: Place, failing: Factors, grounds: Grounds): Factors {
  const worst = worstOf(failing);
  return [
    ['reductions_short', isShort(place, grounds)],
    ['reductions_occasional', yesNo(place, grounds, REDUCTIONS_OCCASIONAL)],
    ['reductions_minor', yesNo(place, grounds, REDUCTIONS_MINOR)],
    ['freedom_of_movement_and_activities', yesNo(place, grounds, FREE_MOVEMENT)],
    ['otherwise_appropriate_facility', worst === 'yes' ? 'no' : worst === 'no' ? 'yes' : 'open'],
  ];
}

function isShort(place: Place, grounds: Grounds): FactorAnswer {
  const days = single(place, grounds, DAYS_BELOW_3_M2);
  if (!(days instanceof Fraction)) return 'open';
  return days.atLeast(NOT_SHORT_DAYS) ? 'no' : 'yes';
}

function yesNo(place: Place, grounds: Grounds, inputId: string): FactorAnswer {
  const said = single(place, grounds, inputId);
  if (said === null) return 'open';
  return said === true ? 'yes' : 'no';
}

/** The one undisputed answer, or null. */
function single(place: Place, grounds: Grounds, inputId: string): GivenValue | null {
  if (!grounds.pack.inputs.has(inputId)) return null;
  const said = given(grounds.of(inputId, place), inputId, true);
  return said.state === 'value' && said.values.length === 1 ? (said.values[0] ?? null) : null;
}

/** Where sources disagree, the least that any of them gives: nobody is left out of the count. */
function spaceAt(place: Place, grounds: Grounds, circumstances: Circumstances): Measured | null {
  const known = SPACE.inputIds.filter((id) => grounds.pack.inputs.has(id));
  const givens = new Map(known.map((id): [string, Given] => [id, given(grounds.of(id, place), id, true)]));
  if (known.length < SPACE.inputIds.length || !isUsable(SPACE, givens)) return null;
  let least: { measured: Measured; value: Fraction } | null = null;
  for (const measured of alternatives(SPACE, givens, circumstances)) {
    const value = numberOf(measured);
    if (measured === null || value === null) continue;
    if (least === null || value.lessThan(least.value)) least = { measured, value };
  }
  return least?.measured ?? null;
}

/** Whether a condition is bad; open where it was not assessed. */
function fails(judgement: Judgement | null): FactorAnswer {
  if (judgement === null) return 'open';
  if (judgement.state === 'not_applicable') return 'no';
  if (judgement.level === null) return 'open';
  return judgement.level <= 1 ? 'yes' : 'no';
}

function numberOf(measured: Measured | null): Fraction | null {
  return measured?.value instanceof Fraction ? measured.value : null;
}

function isBorderline(measured: Measured | null): boolean {
  const value = numberOf(measured);
  if (measured === null || value === null || measured.error.isZero) return false;
  const low = value.sub(measured.error);
  const high = value.add(measured.error);
  return [PRESUMPTION_M2, WEIGHTY_M2].some((edge) => low.atMost(edge) && edge.atMost(high));
}
