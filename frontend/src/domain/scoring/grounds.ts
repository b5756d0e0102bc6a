/** The facts as the engine walks them: places, who sleeps there, and what was answered; twin of
 * domain/scoring/grounds.py. */
import { Fraction } from '../exact';
import {
  type Answer,
  type AnswersByPlace,
  answersByPlace,
  type Facts,
  type Room,
  type Value,
  valueKey,
} from '../facts';
import type { AppliesTo, Pack } from '../standards';
import { type Grade, LIVING_KINDS, type PlaceKind } from '../terms';
import type { Why } from './assessment';
import { isSameCode } from './codes';
import { BLOCK_PERSONS, HEAD_COUNT, PERSONS_PRESENT } from './known_inputs';

export type GivenState = 'value' | 'missing' | 'denied' | 'not_applicable';

/** A value, or over all rooms the values of the rooms in their order. */
export type GivenValue = Value | readonly Value[];

/** What one input comes to at one place. `values` are all that were answered, each once. */
export interface Given {
  readonly state: GivenState;
  readonly values: readonly GivenValue[];
  readonly grade: Grade | null;
  readonly why: Why | null;
}

/** input id -> what it comes to at the place. */
export type Givens = ReadonlyMap<string, Given>;

/** Where a criterion is judged. `persons`: who sleeps there, null where nobody counted. */
export interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly persons: number | null;
  readonly room: Room | null;
}

/** An input with the level at which it is answered. */
export type Source = readonly [input: string, place: PlaceKind];

const NO_ANSWERS: readonly Answer[] = [];
const NO_VALUES: readonly GivenValue[] = [];
const NOWHERE: ReadonlyMap<string, readonly Answer[]> = new Map();

/** Facts and pack, indexed once for one assessment. */
export class Grounds {
  readonly answers: AnswersByPlace;
  readonly facility: Place;
  readonly blocks: readonly Place[];
  /** Rooms in use, occupied or not counted. */
  readonly rooms: readonly Place[];
  /** Rooms in use, also those where nobody slept. */
  readonly allRooms: readonly Place[];
  /** Rooms in use in which people can sleep. */
  readonly livingRooms: readonly Place[];
  readonly personsPresent: number | null;
  readonly isPresentAnswered: boolean;
  private readonly marks = new Map<string, number>();
  private readonly markOf = new Map<readonly Answer[], number>([[NO_ANSWERS, 0]]);

  /** `answers`: those of the facts, where they are by place already. */
  constructor(
    readonly facts: Facts,
    readonly pack: Pack,
    answers: AnswersByPlace = answersByPlace(facts),
  ) {
    const everyRoom = facts.rooms.map((room) => roomPlace(room, answers));
    const allRooms = everyRoom.filter((place) => place.persons || place.room?.isInUse);
    const answered = countOf(answers, facts.facility.id, PERSONS_PRESENT);
    this.answers = answers;
    this.personsPresent = answered ?? sumOfCounted(allRooms);
    this.isPresentAnswered = answered !== null;
    this.facility = { id: facts.facility.id, kind: 'facility', persons: this.personsPresent, room: null };
    this.blocks = blockPlaces(facts, answers, allRooms);
    this.rooms = allRooms.filter((place) => place.persons !== 0);
    this.allRooms = allRooms;
    this.livingRooms = allRooms.filter(isLiving);
  }

  /** The answers that a criterion at `place` may use: the input's own level decides where. */
  of(inputId: string, place: Place): readonly Answer[] {
    const declared = this.pack.inputs.get(inputId);
    if (declared === undefined) throw new RangeError(`the pack has no input ${inputId}`);
    return this.from(inputId, declared.place, place);
  }

  /** The same for several inputs, each with its own level. */
  allOf(sources: readonly Source[], place: Place): (readonly Answer[])[] {
    const here = this.answers.get(place.id) ?? NOWHERE;
    return sources.map(([inputId, declared]) =>
      declared === place.kind ? (here.get(inputId) ?? NO_ANSWERS) : this.from(inputId, declared, place),
    );
  }

  /** The places in the scope of a criterion; `isAnyRoom` also where nobody slept. */
  placesOf(kind: PlaceKind, appliesTo: AppliesTo, isAnyRoom = false): readonly Place[] {
    const kinds = appliesTo.facilityKinds;
    if (kinds.size > 0 && !kinds.has(this.facts.facility.kind)) return [];
    if (kind === 'facility') return [this.facility];
    if (kind === 'block') return this.blocks;
    return (isAnyRoom ? this.allRooms : this.rooms).filter((place) => isInScope(place.room, appliesTo));
  }

  /** Whether no open answer can change how many people are counted there. */
  isSettled(placeId: string, kind: PlaceKind): boolean {
    return kind !== 'block' || countOf(this.answers, placeId, BLOCK_PERSONS) !== null;
  }

  /** A living room that is occupied, or where nobody counted. */
  get hasSleepers(): boolean {
    return this.rooms.some(isLiving);
  }

  /** A number that is the same for answers that are judged alike; equal for one input only. */
  toldApart(answers: readonly Answer[]): number {
    let mark = this.markOf.get(answers);
    if (mark === undefined) {
      const key = answers.map(markText).join('|');
      mark = this.marks.get(key) ?? this.marks.size + 1;
      this.marks.set(key, mark);
      this.markOf.set(answers, mark);
    }
    return mark;
  }

  private from(inputId: string, declared: PlaceKind, place: Place): readonly Answer[] {
    const at = this.answeredAt(declared, place);
    if (at === null) return NO_ANSWERS;
    return (this.answers.get(at) ?? NOWHERE).get(inputId) ?? NO_ANSWERS;
  }

  private answeredAt(declared: PlaceKind, place: Place): string | null {
    if (declared === place.kind) return place.id;
    if (declared === 'facility') return this.facility.id;
    return declared === 'block' && place.room?.block ? place.room.block : null;
  }
}

/** What the answers come to. A "not applicable" that does not count is no answer at all. */
export function given(answers: readonly Answer[], inputId: string, isCritical: boolean): Given {
  const only = answers.length === 1 ? answers[0] : undefined;
  if (only?.state === 'answered' && only.value !== null) {
    return { state: 'value', values: [only.value], grade: only.grade, why: null };
  }
  const answered = answers.filter((answer) => answer.state === 'answered');
  if (answered.length > 0) return severalValues(answered);
  if (answers.some((answer) => answer.state === 'access_denied')) return lacking('denied', 'denied');
  const claimed = answers.filter((answer) => answer.state === 'not_applicable');
  const isACount = inputId === HEAD_COUNT || inputId === PERSONS_PRESENT; // of people; it applies everywhere
  if (!isACount && claimed.some((answer) => countsAsNotApplicable(answer, isCritical))) {
    return lacking('not_applicable', 'listed_reason');
  }
  if (claimed.length > 0) return lacking('missing', 'not_confirmed');
  return lacking('missing', inputId === HEAD_COUNT ? 'no_head_count' : 'unanswered');
}

/** Only with a listed reason; a critical criterion, and the reason `other`, need a second person. */
export function countsAsNotApplicable(answer: Answer, isCritical: boolean): boolean {
  if (answer.reason === null) return false;
  const { recordedBy: first, confirmedBy: second } = answer;
  const isSecond = Boolean(first) && Boolean(second) && !isSameCode(first ?? '', second ?? '');
  if (answer.reason === 'other') return isSecond && Boolean(answer.words);
  return isSecond || !isCritical;
}

/** What of an answer a judgement may rest on. */
function markText(answer: Answer): string {
  const { state, value, grade, reason } = answer;
  if (state === 'answered' && value !== null) return grade + JSON.stringify(valueKey(value));
  return `${grade}${state},${reason},${countsAsNotApplicable(answer, true)}`;
}

/** A value is as well known as its best source knows it; all of them as the worst known one. */
function severalValues(answered: readonly Answer[]): Given {
  const best = new Map<string, { value: Value; grade: Grade }>();
  for (const { value, grade } of answered) {
    if (value === null) continue;
    const key = valueKey(value);
    const before = best.get(key);
    if (before === undefined) best.set(key, { value, grade });
    else if (grade < before.grade) before.grade = grade;
  }
  const found = [...best.values()];
  const worst = found.reduce<Grade>((grade, one) => (one.grade > grade ? one.grade : grade), 'A');
  return { state: 'value', values: found.map((one) => one.value), grade: worst, why: null };
}

function lacking(state: GivenState, why: Why): Given {
  return { state, values: NO_VALUES, grade: null, why };
}

function isLiving(place: Place): boolean {
  return place.room !== null && LIVING_KINDS.has(place.room.kind);
}

function isInScope(room: Room | null, appliesTo: AppliesTo): boolean {
  if (room === null) return false;
  const { roomKinds, regimes, people } = appliesTo;
  if (!(roomKinds.size > 0 ? roomKinds : LIVING_KINDS).has(room.kind)) return false;
  if (regimes.size > 0 && (room.regime === null || !regimes.has(room.regime))) return false;
  return people.size === 0 || (room.people !== null && people.has(room.people));
}

/** Where people slept is a room to sleep in, whatever it is called and declared to be. */
export function roomPlace(room: Room, answers: AnswersByPlace): Place {
  const persons = countOf(answers, room.id, HEAD_COUNT);
  const isSleptIn = Boolean(persons) && !LIVING_KINDS.has(room.kind);
  return { id: room.id, kind: 'room', persons, room: isSleptIn ? { ...room, kind: 'dormitory' } : room };
}

function blockPlaces(facts: Facts, answers: AnswersByPlace, rooms: readonly Place[]): Place[] {
  const living = new Map<string, Place[]>(facts.blocks.map((block) => [block.id, []]));
  for (const place of rooms) {
    if (place.room?.block && isLiving(place)) living.get(place.room.block)?.push(place);
  }
  const places: Place[] = [];
  for (const { id } of facts.blocks) {
    const inside = living.get(id) ?? [];
    const said = countOf(answers, id, BLOCK_PERSONS);
    const slept = sumOfRooms(inside);
    const isEmpty = said === 0 && (slept === 0 || inside.length === 0); // said, and true room by room
    if (!isEmpty) places.push({ id, kind: 'block', persons: said || slept || null, room: null });
  }
  return places;
}

function sumOfRooms(living: readonly Place[]): number | null {
  if (living.length === 0 || living.some((place) => place.persons === null)) return null;
  return living.reduce((sum, place) => sum + (place.persons ?? 0), 0);
}

function sumOfCounted(rooms: readonly Place[]): number | null {
  const counted = rooms.filter((place) => place.persons);
  return counted.length === 0 ? null : sumOfRooms(counted);
}

/** The largest count answered: where sources disagree about people, nobody is left out. */
function countOf(answers: AnswersByPlace, place: string, inputId: string): number | null {
  let largest: Fraction | null = null;
  for (const { state, value } of answers.get(place)?.get(inputId) ?? NO_ANSWERS) {
    if (state !== 'answered' || !(value instanceof Fraction)) continue;
    if (largest === null || value.greaterThan(largest)) largest = value;
  }
  return largest === null ? null : largest.trunc();
}
