/** One criterion at one place: the worst part decides, and what is open stays open; twin of
 * domain/scoring/judging.py.
 *
 * A judgement keeps three levels: what is known now, and the lowest and highest that answering the open
 * inputs could still give. A failure that is known stands whatever is missing beside it. */
import type { Level } from '../bands';
import { Fraction } from '../exact';
import type { Answer } from '../facts';
import { type Circumstances, MEASURES } from '../measures';
import type { AppliesTo, Criterion } from '../standards';
import type { Grade, Tier } from '../terms';
import type { Judgement, State, Why } from './assessment';
import {
  type Given,
  type Givens,
  type GivenValue,
  type Grounds,
  given,
  type Place,
  type Source,
} from './grounds';
import { alternatives, isUsable, outcomeOf, type PartOutcome, unitOf } from './measuring';

type Said = readonly (readonly Answer[])[];

const OUT_OF_SCOPE: Judgement = {
  state: 'not_applicable',
  level: null,
  low: 0,
  high: 3,
  why: ['out_of_scope'],
  parts: [],
  grade: null,
  isBorderline: false,
  missing: [],
};

/** A criterion made ready for one day and one set of grounds. Equal answers are judged once. */
export class Judge {
  private readonly units: readonly (string | null)[];
  private readonly inputIds: readonly string[];
  private readonly sources: readonly Source[]; // each input with the level at which it is answered
  private readonly deciding: readonly string[]; // the inputs of the parts, whose grades count
  private readonly overRoomsInputs: ReadonlySet<string>;
  private readonly isRemembering: boolean; // areas differ from room to room: remembering would only cost
  private readonly memo = new Map<string, Judgement>();
  private readonly scopeMemo = new Map<string, boolean | null>();

  constructor(
    readonly criterion: Criterion,
    readonly grounds: Grounds,
    private readonly day: string,
    private readonly circumstances: Circumstances,
  ) {
    const { inputs } = grounds.pack;
    this.units = criterion.parts.map((part) => unitOf(part.use, inputs));
    this.inputIds = judgedInputs(criterion);
    this.sources = this.inputIds.map((id): Source => [id, inputs.get(id)?.place ?? 'facility']);
    this.deciding = partInputs(criterion);
    this.overRoomsInputs = inputsOverRooms(criterion);
    this.isRemembering = !this.inputIds.some((id) => inputs.get(id)?.kind === 'rectangles');
  }

  /** The judgement, and the answers that it rests on. */
  at(place: Place, tier: Tier): { judgement: Judgement; answers: readonly Answer[] } {
    const said = this.grounds.allOf(this.sources, place);
    const answers = inOne(said);
    if (this.applies(said, tier) === false) return { judgement: OUT_OF_SCOPE, answers };
    if (!this.isRemembering) return { judgement: this.judge(said, tier), answers };
    const key = this.keyOf(said, tier);
    const judgement = this.memo.get(key) ?? this.judge(said, tier);
    this.memo.set(key, judgement);
    return { judgement, answers };
  }

  /** Asked before anything is measured: many rooms are out of a criterion's scope. Null: not known. */
  private applies(said: Said, tier: Tier): boolean | null {
    const { when } = this.criterion.appliesTo;
    if (when.size === 0) return true;
    const key = this.keyOf(said.slice(0, when.size), tier);
    let answer = this.scopeMemo.get(key);
    if (answer === undefined) {
      answer = appliesWith(this.criterion.appliesTo, this.givens(said, tier));
      this.scopeMemo.set(key, answer);
    }
    return answer;
  }

  /** Answers that are alike in this are judged alike. */
  private keyOf(said: Said, tier: Tier): string {
    let key: string = tier;
    for (const answers of said) key += `,${this.grounds.toldApart(answers)}`;
    return key;
  }

  private givens(said: Said, tier: Tier): Givens {
    const isCritical = tier === 'critical';
    const found = new Map<string, Given>();
    this.inputIds.forEach((id, position) => {
      const isOverRooms = this.overRoomsInputs.has(id);
      found.set(
        id,
        isOverRooms ? this.overRooms(id, isCritical) : given(said[position] ?? [], id, isCritical),
      );
    });
    return found;
  }

  private judge(said: Said, tier: Tier): Judgement {
    const givens = this.givens(said, tier);
    const parts = this.criterion.parts.map((part, position) =>
      outcomeOf(part, givens, this.day, this.circumstances, this.units[position] ?? null),
    );
    let judgement = worst(parts, givens, this.deciding);
    judgement = this.lifted(judgement, parts, givens);
    judgement = limitedByGrade(judgement, tier);
    if (this.applies(said, tier)) return judgement;
    return ifItApplies(judgement, this.criterion.appliesTo, givens);
  }

  /** The other way to a level: open answers to it can still raise the level, never lower it. */
  private lifted(judgement: Judgement, parts: readonly PartOutcome[], givens: Givens): Judgement {
    const { lift } = this.criterion;
    const { level, low, why } = judgement;
    if (lift === null || level === null || level >= lift.to || why.includes('contradictory'))
      return judgement;
    const value = parts[0]?.result?.value ?? null;
    if (value === null || !lift.within.holds(value)) return judgement;
    const { use, holdsWhen } = lift.test;
    const high = highest(judgement.high, lift.to);
    const isSaidAlone = use.inputIds.some((id) => givens.get(id)?.grade === 'D');
    if (isSaidAlone || !isUsable(use, givens)) return { ...judgement, high };
    const isProved = alternatives(use, givens, this.circumstances).every(
      (way) => way !== null && way.value !== null && holdsWhen.holds(way.value),
    );
    if (!isProved) return judgement;
    return {
      ...judgement,
      level: lift.to,
      low: low === level ? highest(low, lift.to) : low,
      high,
      why: [...why, 'lifted'],
    };
  }

  /** All living rooms together; one room without an answer leaves the whole without a value. */
  private overRooms(inputId: string, isCritical: boolean): Given {
    const each = this.grounds.livingRooms.map((room) =>
      given(this.grounds.of(inputId, room), inputId, isCritical),
    );
    const lacking = each.find((one) => one.state !== 'value' || one.values.length !== 1);
    if (each.length === 0 || lacking !== undefined) {
      return { state: 'missing', values: [], grade: null, why: lacking?.why ?? 'unanswered' };
    }
    const values = each.flatMap((one) => one.values.slice(0, 1)) as Given['values'];
    return { state: 'value', values: [values as GivenValue], grade: worstGrade(each), why: null };
  }
}

/** As `flat` does, which takes ten times as long: a large facility asks for it ten thousand times. */
function inOne(said: Said): readonly Answer[] {
  if (said.length === 1) return said[0] ?? [];
  const every: Answer[] = [];
  for (const answers of said) for (const answer of answers) every.push(answer);
  return every;
}

/** The first part's value, which lifts and aggravations look at. */
export function measuredValue(judgement: Judgement): Fraction | string | null {
  return judgement.parts[0]?.value ?? null;
}

/** What the measures alone gave: without grade limits, lifts and aggravations. */
export function rawLevel(judgement: Judgement): Level | null {
  return lowestKnown(judgement.parts);
}

/** A value as conditions see it: yes and no are options. */
export function asCompared(value: GivenValue): Fraction | string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || value instanceof Fraction ? value : String(value);
}

/** Every input that a judgement of the criterion itself rests on, those of its scope first. */
function judgedInputs(criterion: Criterion): string[] {
  const lift = criterion.lift === null ? [] : criterion.lift.test.use.inputIds;
  return [...new Set([...criterion.appliesTo.when.keys(), ...partInputs(criterion), ...lift])];
}

function partInputs(criterion: Criterion): string[] {
  return [...new Set(criterion.parts.flatMap((part) => part.use.inputIds))];
}

/** Inputs that are asked of all living rooms together. */
export function inputsOverRooms(criterion: Criterion): Set<string> {
  const found = new Set<string>();
  for (const { use } of criterion.parts) {
    for (const [role, ids] of use.inputs) {
      if (MEASURES.get(use.measure)?.roles.get(role)?.overRooms) for (const id of ids) found.add(id);
    }
  }
  return found;
}

/** Null when an answer is missing that would decide it. */
function appliesWith(appliesTo: AppliesTo, givens: Givens): boolean | null {
  let answer: boolean | null = true;
  for (const [inputId, condition] of appliesTo.when) {
    const said = givens.get(inputId);
    if (said === undefined || said.state === 'not_applicable') return false;
    const holding = said.values.filter((value) => condition.holds(asCompared(value))).length;
    if (said.state === 'value' && holding === 0) return false;
    if (said.state !== 'value' || holding < said.values.length) answer = null;
  }
  return answer;
}

/** Whether it applies is not known: a failure stands, a pass is not yet one. */
function ifItApplies(judgement: Judgement, appliesTo: AppliesTo, givens: Givens): Judgement {
  const open = [...appliesTo.when.keys()].filter((id) => givens.get(id)?.state !== 'value');
  const missing = [...new Set([...judgement.missing, ...open])];
  if (judgement.level !== null && judgement.level <= 1) return { ...judgement, high: 3, missing };
  const reasons = new Set(open.map((id) => givens.get(id)?.why).filter((why) => why != null));
  const why: Why[] = reasons.size > 0 ? [...reasons] : ['contradictory'];
  const state = judgement.state === 'assessed' ? 'not_assessed' : judgement.state;
  return { ...judgement, state, level: null, low: 0, high: 3, why, missing };
}

function worst(parts: readonly PartOutcome[], givens: Givens, inputIds: readonly string[]): Judgement {
  const kept = parts.filter((part) => !part.isLeftOut);
  const why = [...new Set(parts.flatMap((part) => part.why))];
  if (kept.length === 0) return { ...OUT_OF_SCOPE, why };
  let level = lowestKnown(kept);
  if (kept.some((part) => part.isOpen) && level !== null && level > 1) level = null;
  const grades = inputIds.flatMap((id) => givens.get(id) ?? []);
  return {
    state: level === null ? openState(why) : 'assessed',
    level,
    low: kept.reduce<Level>((lowest, part) => (part.low < lowest ? part.low : lowest), 3),
    high: kept.reduce<Level>((lowest, part) => (part.high < lowest ? part.high : lowest), 3),
    why,
    parts: kept.flatMap((part) => part.result ?? []),
    grade: worstGrade(grades),
    isBorderline: kept.some((part) => part.isBorderline),
    missing: [...new Set(kept.flatMap((part) => part.missing))],
  };
}

function openState(why: readonly Why[]): State {
  return why.includes('denied') ? 'access_denied' : 'not_assessed';
}

/** The administration's word alone never earns level 3, and no pass where it is critical. */
function limitedByGrade(judgement: Judgement, tier: Tier): Judgement {
  const { level, low } = judgement;
  if (judgement.grade !== 'D' || level === null || level <= 1) return judgement;
  const why: Why[] = [...judgement.why, 'statement_alone'];
  if (tier === 'critical') return { ...judgement, state: 'not_assessed', level: null, low: 0, why };
  return level === 3 ? { ...judgement, level: 2, low: low > 2 ? 2 : low, why } : judgement;
}

function worstGrade(givens: readonly Given[]): Grade | null {
  let worstOne: Grade | null = null;
  for (const { grade } of givens) {
    if (grade !== null && (worstOne === null || grade > worstOne)) worstOne = grade;
  }
  return worstOne;
}

function lowestKnown(found: readonly { readonly level: Level | null }[]): Level | null {
  let lowest: Level | null = null;
  for (const { level } of found) if (level !== null && (lowest === null || level < lowest)) lowest = level;
  return lowest;
}

function highest(one: Level, other: Level): Level {
  return one > other ? one : other;
}
