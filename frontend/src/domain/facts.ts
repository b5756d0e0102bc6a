/** What was found at one facility: plain values, no rule applied yet; twin of domain/facts.py. */
import type { Day } from './days';
import { Fraction } from './exact';
import type { Text } from './json';
import type {
  AnswerState,
  EvidenceKind,
  FacilityKind,
  Grade,
  NotApplicableReason,
  People,
  Regime,
  RoomKind,
} from './terms';

/** One part of a floor, in metres. */
export class Rectangle {
  constructor(
    readonly lengthM: Fraction,
    readonly widthM: Fraction,
  ) {}

  get areaM2(): Fraction {
    return this.lengthM.mul(this.widthM);
  }
}

export type Rectangles = readonly Rectangle[];

/** number and count: Fraction; yes_no: boolean; choice: the option's id; date: ISO text; rectangles. */
export type Value = Fraction | boolean | string | Day | Rectangles;

/** An ISO 8601 moment with its offset, as it was recorded. */
export type Moment = string;

/** `names` has at least one language. `id` is stable and free of personal data. `country` is ISO 3166-1
 * alpha-2. */
export interface Facility {
  readonly id: string;
  readonly names: Text;
  readonly kind: FacilityKind;
  readonly country: string;
  readonly region: string | null;
  readonly codes: readonly string[];
}

export interface Block {
  readonly id: string;
  readonly name: string;
}

export interface Room {
  readonly id: string;
  readonly number: string;
  readonly kind: RoomKind;
  readonly block: string | null;
  readonly regime: Regime | null;
  readonly people: People | null;
  readonly isInUse: boolean;
}

/** One answer to one input at one place.
 *
 * `place` is the id of the facility, a block or a room. `value` is there if and only if the state is
 * `answered`. `recordedBy` and `confirmedBy` are codes of people on the team, never names. `words`: why
 * not assessed, why implausible, or the words behind `other`. */
export interface Answer {
  readonly input: string;
  readonly place: string;
  readonly state: AnswerState;
  readonly value: Value | null;
  readonly grade: Grade;
  readonly evidence: readonly string[];
  readonly observedAt: Moment | null;
  readonly recordedBy: string | null;
  readonly confirmedBy: string | null;
  readonly reason: NotApplicableReason | null;
  readonly words: string | null;
}

/** `file` is relative to the file of facts. Nothing is public unless `isPublishable`. */
export interface Evidence {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly caption: string;
  readonly file: string | null;
  readonly sha256: string | null;
  readonly takenAt: Moment | null;
  readonly showsPerson: boolean;
  readonly isPublishable: boolean;
}

export interface Recommendation {
  readonly id: string;
  readonly criterion: string;
  readonly says: string;
  readonly addressedTo: string;
  readonly dueOn: Day | null;
}

export interface ChecklistUsed {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
}

/** `team`: codes of people, never names. */
export interface Inspection {
  readonly id: string;
  readonly visitedOn: Day;
  readonly isAnnounced: boolean | null;
  readonly team: readonly string[];
  readonly checklist: ChecklistUsed | null;
}

/** Whose data these are, when they were taken over from a published register. */
export interface Source {
  readonly name: string;
  readonly licence: string;
  readonly credit: string;
  readonly address: string;
}

/** All that is known of one inspection. Facility, blocks and rooms share one set of ids.
 *
 * Several answers to one input at one place are kept: they are a contradiction, shown and never
 * averaged. `repairs`: what an import changed or left out, and why. */
export interface Facts {
  readonly facility: Facility;
  readonly inspection: Inspection;
  readonly blocks: readonly Block[];
  readonly rooms: readonly Room[];
  readonly answers: readonly Answer[];
  readonly evidence: readonly Evidence[];
  readonly recommendations: readonly Recommendation[];
  readonly isDemo: boolean;
  readonly source: Source | null;
  readonly repairs: readonly string[];
}

/** place id -> input id -> the answers given there. */
export type AnswersByPlace = ReadonlyMap<string, ReadonlyMap<string, readonly Answer[]>>;

export function answersByPlace(facts: Facts): AnswersByPlace {
  const found = new Map<string, Map<string, Answer[]>>();
  for (const answer of facts.answers) {
    const here = found.get(answer.place);
    if (here === undefined) {
      found.set(answer.place, new Map([[answer.input, [answer]]]));
      continue;
    }
    const same = here.get(answer.input);
    if (same === undefined) here.set(answer.input, [answer]);
    else same.push(answer);
  }
  return found;
}

const NOT_SAID: Omit<Answer, 'input' | 'place'> = {
  state: 'answered',
  value: null,
  grade: 'A',
  evidence: [],
  observedAt: null,
  recordedBy: null,
  confirmedBy: null,
  reason: null,
  words: null,
};

/** An answer; what is left out is as nobody said it. */
export function makeAnswer(said: Pick<Answer, 'input' | 'place'> & Partial<Answer>): Answer {
  return { ...NOT_SAID, ...said };
}

/** A room; what is left out is not known, and rooms are in use unless somebody says otherwise. */
export function makeRoom(known: Pick<Room, 'id' | 'number' | 'kind'> & Partial<Room>): Room {
  return { block: null, regime: null, people: null, isInUse: true, ...known };
}

/** Text that is the same for values that Python holds equal: for maps and sets of values. */
export function valueKey(value: Value): string {
  if (typeof value === 'string') return `t${value}`;
  if (typeof value === 'boolean') return value ? 'y' : 'n';
  if (value instanceof Fraction) return `f${value}`;
  return `r${value.map((part) => `${part.lengthM}x${part.widthM}`).join(' ')}`;
}
