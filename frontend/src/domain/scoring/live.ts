/** What one room says while its form is being filled in: the figures that `assess` would give it, without
 * scoring the facility. Fast enough for every key. */
import type { Level } from '../bands';
import { type Day, monthOf } from '../days';
import type { Fraction } from '../exact';
import type { Answer, AnswersByPlace, Facility, Facts, Room } from '../facts';
import { Circumstances, type Measured } from '../measures';
import { type Criterion, MeasureUse, type Pack } from '../standards';
import { LIVING_KINDS, type Tier } from '../terms';
import type { Finding, PartResult, State, Why } from './assessment';
import { Grounds, given, type Place } from './grounds';
import { inputsOverRooms, Judge } from './judging';
import { ANNEXE_RECTANGLES, ROOM_RECTANGLES } from './known_inputs';
import { alternatives, isUsable } from './measuring';
import { roomSpaces } from './personal_space';
import { aggravated, type FindingsByCriterion, findingsOf } from './reaching';

/** Input id -> the answers that stand at one place. */
export type AnswersHere = ReadonlyMap<string, readonly Answer[]>;

/** `facilityAnswers` and `blockAnswers` are needed only where a rule for rooms looks at them: bed linen
 * that is changed for all, showers of a block that make little space worse. `on`: the day whose bands
 * are used; the visit's own unless given. */
export interface RoomAsked {
  readonly pack: Pack;
  readonly facility: Pick<Facility, 'id' | 'kind'>;
  readonly visitedOn: Day;
  readonly on?: Day | null;
  readonly room: Room;
  readonly answers: AnswersHere;
  readonly facilityAnswers?: AnswersHere;
  readonly blockAnswers?: AnswersHere;
}

/** `level`, `low`, `high` as in a judgement. `parts`: the measured value, its unit, and the band that it
 * fell into as the pack writes it. `missing`: inputs without a usable answer. */
export interface RoomCriterion {
  readonly criterion: string;
  readonly tier: Tier;
  readonly state: State;
  readonly level: Level | null;
  readonly low: Level;
  readonly high: Level;
  readonly parts: readonly PartResult[];
  readonly isBorderline: boolean;
  readonly why: readonly Why[];
  readonly missing: readonly string[];
  readonly aggravatedBy: readonly string[];
}

/** `persons`: who slept there, null where nobody counted. Where sources disagree, spaces are the least
 * that any of them gives; null where they cannot be measured or there is nobody to share them. */
export interface RoomSpaceNow {
  readonly isLiving: boolean;
  readonly persons: number | null;
  readonly spaceM2: Fraction | null;
  readonly perPersonM2: Fraction | null;
  /** Only criteria that have something to say: those measured, or already known to fail. */
  readonly criteria: readonly RoomCriterion[];
}

const NO_ANSWERS: AnswersHere = new Map();
const LIVING_SPACE = new MeasureUse('living_space_m2', [
  ['room', [ROOM_RECTANGLES]],
  ['annexe', [ANNEXE_RECTANGLES]],
]);

/** What the answers given so far come to in one room. Takes well under 2 ms. */
export function roomSpace(asked: RoomAsked): RoomSpaceNow {
  const { pack, visitedOn } = asked;
  const grounds = new Grounds(factsOf(asked), pack, answersOf(asked));
  const circumstances = new Circumstances(visitedOn, pack.measurementErrorM);
  const place = grounds.rooms[0] ?? grounds.allRooms[0];
  if (place === undefined) {
    return { isLiving: false, persons: null, spaceM2: null, perPersonM2: null, criteria: [] };
  }
  const perPerson = roomSpaces(grounds, circumstances)[0]?.measured?.value;
  return {
    isLiving: place.room !== null && LIVING_KINDS.has(place.room.kind),
    persons: place.persons,
    spaceM2: livingSpace(place, grounds, circumstances),
    perPersonM2: typeof perPerson === 'string' ? null : (perPerson ?? null),
    criteria: criteriaAt(place.id, grounds, asked.on ?? visitedOn, circumstances),
  };
}

/** A facility that has this room alone. */
function factsOf({ room, facility, visitedOn }: RoomAsked): Facts {
  return {
    facility: { id: facility.id, names: {}, kind: facility.kind, country: '', region: null, codes: [] },
    inspection: { id: '', visitedOn, isAnnounced: null, team: [], checklist: null },
    blocks: room.block === null ? [] : [{ id: room.block, name: '' }],
    rooms: [room],
    answers: [],
    evidence: [],
    recommendations: [],
    isDemo: false,
    source: null,
    repairs: [],
  };
}

function answersOf({ room, facility, answers, blockAnswers, facilityAnswers }: RoomAsked): AnswersByPlace {
  const found = new Map<string, AnswersHere>([[facility.id, facilityAnswers ?? NO_ANSWERS]]);
  if (room.block !== null) found.set(room.block, blockAnswers ?? NO_ANSWERS);
  return found.set(room.id, answers);
}

function livingSpace(place: Place, grounds: Grounds, circumstances: Circumstances): Fraction | null {
  const { inputs } = grounds.pack;
  if (!LIVING_SPACE.inputIds.every((id) => inputs.has(id))) return null;
  const givens = new Map(LIVING_SPACE.inputIds.map((id) => [id, given(grounds.of(id, place), id, true)]));
  if (!isUsable(LIVING_SPACE, givens)) return null;
  return leastOf(alternatives(LIVING_SPACE, givens, circumstances));
}

function leastOf(measured: readonly (Measured | null)[]): Fraction | null {
  let least: Fraction | null = null;
  for (const one of measured) {
    const value = one?.value ?? null;
    if (value === null || typeof value === 'string') continue;
    if (least === null || value.lessThan(least)) least = value;
  }
  return least;
}

function criteriaAt(room: string, grounds: Grounds, day: Day, circumstances: Circumstances): RoomCriterion[] {
  const found = findingsHere(grounds, day, circumstances);
  const others = byId(found);
  const criteria: RoomCriterion[] = [];
  for (const [criterion, findings] of found) {
    if (criterion.place !== 'room') continue;
    const [finding] = aggravated(findings, criterion, others, grounds);
    if (finding?.place === room && hasSomethingToSay(finding))
      criteria.push(roomCriterion(criterion.id, finding));
  }
  return criteria;
}

function findingsHere(
  grounds: Grounds,
  day: Day,
  circumstances: Circumstances,
): ReadonlyMap<Criterion, Finding[]> {
  const month = monthOf(grounds.facts.inspection.visitedOn);
  const found = new Map<Criterion, Finding[]>();
  for (const criterion of criteriaOfOneRoom(grounds.pack)) {
    const places = grounds.placesOf(criterion.place, criterion.appliesTo);
    if (places.length === 0) continue;
    found.set(criterion, findingsOf(new Judge(criterion, grounds, day, circumstances), places, month));
  }
  return found;
}

const ofOneRoom = new WeakMap<Pack, readonly Criterion[]>();

/** Criteria for rooms, and those elsewhere that make one of them worse; none that asks all rooms together,
 * for the other rooms are not known here. */
function criteriaOfOneRoom(pack: Pack): readonly Criterion[] {
  let criteria = ofOneRoom.get(pack);
  if (criteria === undefined) {
    const named = namedByOthers(pack);
    criteria = [...pack.criteria.values()].filter(
      (criterion) =>
        (criterion.place === 'room' || named.has(criterion.id)) &&
        criterion.parts.length > 0 &&
        inputsOverRooms(criterion).size === 0,
    );
    ofOneRoom.set(pack, criteria);
  }
  return criteria;
}

function byId(found: ReadonlyMap<Criterion, Finding[]>): FindingsByCriterion {
  return new Map([...found].map(([criterion, findings]) => [criterion.id, findings]));
}

/** Criteria that make another one worse where they fail. */
function namedByOthers(pack: Pack): ReadonlySet<string> {
  return new Set([...pack.criteria.values()].flatMap((criterion) => criterion.aggravation?.by ?? []));
}

function hasSomethingToSay({ judgement }: Finding): boolean {
  return judgement.state !== 'not_applicable' && (judgement.level !== null || judgement.parts.length > 0);
}

function roomCriterion(criterion: string, { judgement, tier, aggravatedBy }: Finding): RoomCriterion {
  const { state, level, low, high, parts, isBorderline, why, missing } = judgement;
  return { criterion, tier, state, level, low, high, parts, isBorderline, why, missing, aggravatedBy };
}
