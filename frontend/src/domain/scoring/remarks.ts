/** Things to look at that block nothing: implausible values, "not applicable" that does not count, and
 * people counted in the rooms who are not as many as those present; twin of domain/scoring/remarks.py. */
import { byCodePoint } from '../canonical';
import { exactText, Fraction } from '../exact';
import type { Answer, Facts } from '../facts';
import type { Input } from '../standards';
import type { Remark } from './assessment';
import { countsAsNotApplicable, type Grounds } from './grounds';
import { PERSONS_PRESENT } from './known_inputs';

/** Sides of a rectangle outside this, in metres, are asked about. */
export const PLAUSIBLE_SIDE_M = [Fraction.of(3, 10), Fraction.of(60)] as const;

const PEOPLE_CODES = ['rooms_short_of_people', 'rooms_uncounted', 'rooms_over_people'] as const;
type PeopleCode = (typeof PEOPLE_CODES)[number];

/** A policy: this share of the persons present may be out at work, in hospital or moved since the night;
 * beyond it, either way, the list of rooms or one of the two numbers is asked about. */
const PEOPLE_UNACCOUNTED = Fraction.of(1, 10);

/** Sorted by code, place, input and details. */
export function remarksOn(grounds: Grounds): Remark[] {
  const found: Remark[] = [];
  for (const answer of grounds.facts.answers) {
    const declared = grounds.pack.inputs.get(answer.input);
    if (declared !== undefined) found.push(...remarksOnAnswer(answer, declared));
  }
  found.push(...remarksOnPeople(grounds));
  return found.sort(
    (one, other) =>
      byCodePoint(one.code, other.code) ||
      byCodePoint(one.place, other.place) ||
      byCodePoint(one.input, other.input) ||
      byCodePoint(one.details, other.details),
  );
}

/** `counted` in the rooms and `present` in the facility, as written. */
export interface PeopleTold {
  readonly code: PeopleCode;
  readonly counted: string;
  readonly present: string;
}

/** What a remark compares; null where it is of something else. */
export function peopleTold({ code, details }: Pick<Remark, 'code' | 'details'>): PeopleTold | null {
  const known = PEOPLE_CODES.find((one) => one === code);
  const [counted, present] = details.split('/');
  if (known === undefined || counted === undefined || present === undefined) return null;
  return { code: known, counted, present };
}

/** Every answer that was refused to the inspectors (NMR 84; OPCAT 20), each once. */
export function deniedAccess(facts: Facts): { input: string; place: string }[] {
  const denied = new Map<string, { input: string; place: string }>();
  for (const { state, input, place } of facts.answers) {
    if (state === 'access_denied') denied.set(JSON.stringify([input, place]), { input, place });
  }
  return [...denied.values()].sort(
    (one, other) => byCodePoint(one.input, other.input) || byCodePoint(one.place, other.place),
  );
}

const NONE: readonly Remark[] = [];

function remarksOnAnswer(answer: Answer, declared: Input): readonly Remark[] {
  const { state, place, input } = answer;
  if (state === 'not_applicable' && !countsAsNotApplicable(answer, false)) {
    return [{ code: 'not_applicable_not_counted', place, input, details: '' }];
  }
  if (state !== 'answered') return NONE;
  const strange = implausible(answer, declared);
  return strange.map((number) => ({ code: 'implausible', place, input, details: exactText(number) }));
}

/** A room that is not on the list does not exist for the score, so a list too short is told.
 *
 * Nothing where no room to sleep in is listed (figures of a register). Where nobody said how many are
 * present, those counted are all that are known of, and none is missing. While nobody counted in some listed
 * room, those who are missing may be in it. */
function remarksOnPeople(grounds: Grounds): readonly Remark[] {
  const { livingRooms: rooms, personsPresent: present, facility } = grounds;
  if (rooms.length === 0 || present === null) return NONE;
  const counted = rooms.reduce((sum, { persons }) => sum + (persons ?? 0), 0);
  const apart = Fraction.of(counted - present).abs();
  if (apart.atMost(PEOPLE_UNACCOUNTED.mul(Fraction.of(present)))) return NONE;
  const isOpen = rooms.some(({ persons }) => persons === null);
  const short = isOpen ? 'rooms_uncounted' : 'rooms_short_of_people';
  const code: PeopleCode = counted < present ? short : 'rooms_over_people';
  return [{ code, place: facility.id, input: PERSONS_PRESENT, details: `${counted}/${present}` }];
}

function implausible({ value }: Answer, declared: Input): readonly Fraction[] {
  if (value instanceof Fraction) {
    return declared.plausible === null || isWithin(value, declared.plausible) ? [] : [value];
  }
  if (value === null || typeof value !== 'object') return [];
  return value
    .flatMap((part) => [part.lengthM, part.widthM])
    .filter((side) => !isWithin(side, PLAUSIBLE_SIDE_M));
}

function isWithin(value: Fraction, [low, high]: readonly [Fraction, Fraction]): boolean {
  return low.atMost(value) && value.atMost(high);
}
