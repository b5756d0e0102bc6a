/** What is shown of an inspection on the first screen, without opening it. */
import type { InspectionModel, Known } from '../domain/inspection_model';
import { isOfReviewer, isOpen, remarksOf } from '../domain/inspection_remarks';
import type { JsonObject } from '../domain/json';
import { ANSWER, type Body, typeOf } from '../domain/operations';
import type { EntityTally } from './packing';

export type ReviewState = 'in_progress' | 'submitted' | 'returned' | 'approved' | 'published' | 'withdrawn';

/** `chk`: the checklist that the inspection is pinned to. `touched`: rooms with an answer. */
export interface Content {
  readonly facility: string | null;
  readonly visitedOn: string | null;
  readonly state: ReviewState;
  readonly chk: JsonObject | null;
  readonly rooms: number;
  readonly touched: number;
  readonly answered: number;
  readonly photos: number;
  readonly comments: number;
  /** Of reviewers; and those of them that nobody answered. */
  readonly remarks: number;
  readonly openRemarks: number;
  /** Fields in which answers differ. */
  readonly conflicts: number;
}

/** `unsent`: own operations that the server has not acknowledged. `isStale`: it is being counted anew. */
export interface InspectionSummary extends Content {
  readonly insp: string;
  readonly unsent: number;
  readonly isStale: boolean;
}

export const VOID_MARK = 1;
export const FILE_MARK = 2;
/** Once for each field in which answers differ: the highest part of the marks. */
export const CONFLICT_MARK = 4;

/** Of one entity, from what stands now. */
export function tallyOf(model: InspectionModel, entity: string): EntityTally {
  const fields = model.fieldsOf(entity);
  const answered = fields.filter((field) => field.startsWith(ANSWER)).length;
  const differing = fields.filter((field) => model.agreement(entity, field) === 'conflict').length;
  const marks = (model.isVoid(entity) ? VOID_MARK : 0) + (fields.includes('file') ? FILE_MARK : 0);
  return { answered, marks: marks + differing * CONFLICT_MARK };
}

/** `own`: the operations about the inspection itself. */
export function contentOf(
  model: InspectionModel,
  tallies: ReadonlyMap<string, EntityTally>,
  own: readonly Known[],
): Content {
  const entity = `inspection:${model.insp}`;
  const text = (field: string) => {
    const value = model.value(entity, field);
    return typeof value === 'string' ? value : null;
  };
  const counts = { rooms: 0, touched: 0, answered: 0, photos: 0, comments: 0, conflicts: 0 };
  for (const [of, tally] of tallies) add(counts, of, tally);
  const chk = checklistOf(own);
  const said = { facility: text('facility'), visitedOn: text('visited_on'), state: stateOf(own), chk };
  return { ...said, ...counts, ...remarksIn(model) };
}

function remarksIn(model: InspectionModel): { remarks: number; openRemarks: number } {
  const remarks = remarksOf(model).filter(isOfReviewer);
  return { remarks: remarks.length, openRemarks: remarks.filter(isOpen).length };
}

function add(
  counts: Record<'rooms' | 'touched' | 'answered' | 'photos' | 'comments' | 'conflicts', number>,
  entity: string,
  { answered, marks }: EntityTally,
): void {
  counts.conflicts += Math.floor(marks / CONFLICT_MARK);
  if ((marks & VOID_MARK) !== 0) return;
  counts.answered += answered;
  const kind = typeOf(entity);
  if (kind === 'room') {
    counts.rooms += 1;
    if (answered > 0) counts.touched += 1;
  }
  if (kind === 'comment') counts.comments += 1;
  if (kind === 'evidence' && (marks & FILE_MARK) !== 0) counts.photos += 1;
}

/** As the inspection was created with; null: it names none, or is not here yet. */
export function checklistOf(own: readonly Known[]): JsonObject | null {
  const making = own.find(({ body }) => body.k === 'create' && body.chk !== undefined);
  return (making?.body.chk as JsonObject | undefined) ?? null;
}

const BEFORE_APPROVAL: Readonly<Record<string, ReviewState>> = {
  submit: 'submitted',
  return: 'returned',
  approve: 'approved',
};
const AFTER_APPROVAL: Readonly<Record<string, ReviewState>> = {
  publish: 'published',
  withdraw: 'withdrawn',
};
const CLOSED = new Set<ReviewState>(['approved', 'published', 'withdrawn']);

/** After the last act by place in the log; what was not sent yet comes last. */
export function stateOf(own: readonly Known[]): ReviewState {
  const place = (known: Known) => known.n ?? Number.MAX_SAFE_INTEGER;
  const acts = own
    .filter(counts)
    .sort((one, other) => place(one) - place(other) || byId(one.body, other.body));
  let state: ReviewState = 'in_progress';
  for (const { body } of acts) {
    state = (CLOSED.has(state) ? AFTER_APPROVAL : BEFORE_APPROVAL)[body.k] ?? state;
  }
  return state;
}

function counts({ body, status }: Known): boolean {
  const isAct = body.k in BEFORE_APPROVAL || body.k in AFTER_APPROVAL;
  return isAct && (status === 'ok' || status === 'own' || status === 'held');
}

function byId(one: Body, other: Body): number {
  return one.op < other.op ? -1 : 1;
}

export type Run = readonly [number, number];

/** Numbers of a chain as pairs of first and last, in order. */
export function withNumbers(runs: readonly Run[], numbers: readonly number[]): Run[] {
  const pairs = [...runs, ...numbers.map((seq): Run => [seq, seq])].sort((one, other) => one[0] - other[0]);
  const found: [number, number][] = [];
  for (const [from, to] of pairs) {
    const last = found.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/** How many of the numbers lie above `acked`. */
export function above(runs: readonly Run[], acked: number): number {
  return runs.reduce((sum, [from, to]) => sum + Math.max(0, to - Math.max(from - 1, acked)), 0);
}
