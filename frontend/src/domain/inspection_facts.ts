/** From the heads of an inspection to the facts that are scored; twin of domain/inspection_facts.py.
 *
 * Nothing that was recorded is dropped without a word: what the standards of today cannot use, and what
 * the tablets do not agree about, is listed in `notUsed`. */
import { NotAValue, valueFromJson } from './answer_values';
import type { Day } from './days';
import type { Answer, Block, Facility, Facts, Room, Value } from './facts';
import { type Evidenced, evidenceOf, recommendationsOf } from './inspection_evidence';
import { type FoundState, type NotUsed, type PlacedHead, printable, Worklist } from './inspection_state';
import type { Json } from './json';
import { inText } from './known_operations';
import { ANSWER, CONFIRMED, idOf, typeOf, valueText } from './operations';
import type { AnswerValue } from './references';
import type { Input } from './standards';
import type { NotApplicableReason, People, Regime, RoomKind } from './terms';
import { unsuitable } from './value_checking';
import { observedAt } from './wall_clocks';

/** Nobody said when the visit was, and no tablet's clock could be read. */
export class NoDay extends Error {
  override readonly name = 'NoDay';
}

export interface FactsRead {
  readonly facts: Facts;
  readonly notUsed: readonly NotUsed[];
}

/** The facts of one inspection, for scoring.
 *
 * `facility` is the register's, with the register's id; `inputs` and `criteria` (ids) are those of the
 * packs in use. Heads of one answer that differ become several answers, which the scoring shows as a
 * contradiction; equal ones become one. Entities that were taken back are left out, and listed. Where
 * heads of an attribute differ, the one with the highest n stands, and it is listed. A day of the visit
 * that nobody entered is the first day on which anything was recorded. Throws NoDay where there is none. */
export function factsOf(
  state: FoundState,
  facility: Facility,
  inputs: ReadonlyMap<string, Input>,
  criteria: ReadonlySet<string>,
  isDemo = false,
): FactsRead {
  const work = new Worklist(state, facility.id);
  const own = `inspection:${state.inspection}`;
  const visitedOn = visitedOnOf(work, own);
  const blocks = [...blocksOf(work)];
  const rooms = [...roomsOf(work, new Set(blocks.map((block) => block.id)))];
  const evidenced = evidenceOf(work);
  const answers = [...answersOf(work, inputs, visitedOn, evidenced)];
  const isAnnounced = work.attribute(own, 'is_announced') as boolean | null;
  work.attribute(own, 'facility'); // the caller chose it; that it is disputed must be told
  const facts: Facts = {
    facility,
    inspection: {
      id: state.inspection,
      visitedOn,
      isAnnounced,
      team: state.members.filter(isCode),
      checklist: state.checklist,
    },
    blocks,
    rooms,
    answers,
    evidence: evidenced.items,
    recommendations: [...recommendationsOf(work, criteria)],
    isDemo,
    source: null,
    repairs: [],
  };
  evidenced.listUnused(work);
  return { facts, notUsed: work.notUsed };
}

function visitedOnOf(work: Worklist, own: string): Day {
  const said = work.attribute(own, 'visited_on');
  if (typeof said === 'string') return said;
  let first: Day | null = null;
  for (const fields of work.state.heads.values()) {
    for (const head of [...fields.values()].flat()) {
      const day = observedAt(head.recordedAt)?.slice(0, 10);
      if (day !== undefined && (first === null || day < first)) first = day;
    }
  }
  if (first === null) throw new NoDay(work.state.inspection);
  work.leaveOut(own, 'visited_on', [], 'incomplete');
  return first;
}

function* blocksOf(work: Worklist): Generator<Block> {
  for (const { entity, id } of work.places('block')) {
    yield { id, name: work.needed(entity, 'name', id) as string };
  }
}

/** A room that nobody named or classed is kept, or leaving that out would hide who slept there. */
function* roomsOf(work: Worklist, blocks: ReadonlySet<string>): Generator<Room> {
  for (const { entity, id } of work.places('room')) {
    const regime = work.attribute(entity, 'regime') as Regime | null;
    const people = work.attribute(entity, 'people') as People | null;
    const isInUse = work.attribute(entity, 'is_in_use');
    yield {
      id,
      number: work.needed(entity, 'number', id) as string,
      kind: work.needed(entity, 'kind', 'other') as RoomKind,
      block: blockOf(work, entity, blocks),
      regime,
      people,
      isInUse: isInUse !== false,
    };
  }
}

/** As the field says, or else the parent that the room was created under. */
function blockOf(work: Worklist, entity: string, blocks: ReadonlySet<string>): string | null {
  const said = work.headsOf(entity).get('block') ?? [];
  let block = work.attribute(entity, 'block') as string | null;
  if (said.length === 0) {
    const parent = work.state.entities.get(entity)?.parent ?? '';
    block = typeOf(parent) === 'block' ? idOf(parent) : null;
  }
  if (block === null || blocks.has(block)) return block;
  work.leaveOut(entity, 'block', said, 'unknown_block');
  return null;
}

interface Asked {
  readonly entity: string;
  readonly place: string;
  readonly input: Input;
  readonly visitedOn: Day;
}

function* answersOf(
  work: Worklist,
  inputs: ReadonlyMap<string, Input>,
  visitedOn: Day,
  evidenced: Evidenced,
): Generator<Answer> {
  for (const { entity, id, kind } of work.answeredPlaces()) {
    for (const [field, heads] of answeredAt(work, entity)) {
      const input = inputs.get(field.slice(ANSWER.length));
      if (input?.place === kind) {
        yield* toOneInput(work, { entity, place: id, input, visitedOn }, heads, evidenced);
      } else {
        work.leaveOut(entity, field, heads, input === undefined ? 'unknown_input' : 'wrong_place');
      }
    }
  }
}

function answeredAt(work: Worklist, entity: string): [string, readonly PlacedHead[]][] {
  return [...work.headsOf(entity)]
    .filter(([field]) => field.startsWith(ANSWER))
    .sort(([one], [other]) => inText(one, other));
}

function* toOneInput(
  work: Worklist,
  about: Asked,
  heads: readonly PlacedHead[],
  evidenced: Evidenced,
): Generator<Answer> {
  const confirmations = work.headsOf(about.entity).get(CONFIRMED + about.input.id) ?? [];
  const used = new Set<PlacedHead>();
  for (const same of equalOnes(heads)) {
    const [first] = same;
    const value = valueSaid(first.value as unknown as AnswerValue, about);
    if (value === undefined) {
      work.leaveOut(about.entity, ANSWER + about.input.id, same, 'unsuitable_value');
      continue;
    }
    const confirmed = confirmations.filter((head) => confirms(head, same));
    for (const head of confirmed) used.add(head);
    yield answerOf(first, value, about, confirmed, evidenced);
  }
  const lost = confirmations.filter((head) => !used.has(head));
  if (lost.length > 0) work.leaveOut(about.entity, CONFIRMED + about.input.id, lost, 'not_confirmed');
}

function answerOf(
  head: PlacedHead,
  value: Value | null,
  about: Asked,
  confirmed: readonly PlacedHead[],
  evidenced: Evidenced,
): Answer {
  const said = head.value as unknown as AnswerValue;
  return {
    input: about.input.id,
    place: about.place,
    state: said.state,
    value,
    grade: said.grade ?? 'A',
    evidence: evidenced.of(about.entity, about.input.id),
    observedAt: observedAt(head.recordedAt),
    recordedBy: isCode(head.author) ? head.author : null,
    confirmedBy: confirmed.map((one) => one.author).sort(inText)[0] ?? null,
    reason: (said.reason ?? null) as NotApplicableReason | null,
    words: said.words === undefined ? null : printable(said.words),
  };
}

type Several = readonly [PlacedHead, ...PlacedHead[]];

/** Heads with one canonical value together, in order of their operations' ids. */
function equalOnes(heads: readonly PlacedHead[]): Iterable<Several> {
  const [only] = heads;
  if (heads.length === 1 && only !== undefined) return [[only]];
  const found = new Map<string, [PlacedHead, ...PlacedHead[]]>();
  for (const head of [...heads].sort((one, other) => inText(one.op, other.op))) {
    const text = valueText(head.value);
    const same = found.get(text);
    if (same === undefined) found.set(text, [head]);
    else same.push(head);
  }
  return found.values();
}

/** Undefined where what was answered is no answer to the question. */
function valueSaid(said: AnswerValue, about: Asked): Value | null | undefined {
  if (said.state !== 'answered') return null;
  try {
    const value = valueFromJson(said.value as Json, about.input);
    return unsuitable(about.input, value, about.visitedOn) === null ? value : undefined;
  } catch (error) {
    if (error instanceof NotAValue) return undefined;
    throw error;
  }
}

/** Only another person can, whose code can be told from that of every author. */
function confirms(confirmation: PlacedHead, same: Several): boolean {
  const author = confirmation.author.toLowerCase();
  const isAnother = same.every((head) => head.author.toLowerCase() !== author) && isCode(confirmation.author);
  return isAnother && same.some((head) => head.op === confirmation.value);
}

/** A code has no space in it: what looks like a name and a surname never enters the product. */
export function isCode(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_./-]{0,31}$/u.test(text);
}
