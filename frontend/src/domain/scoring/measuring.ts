/** One measured side of a criterion: from what was answered to a value, a band and a level; twin of
 * domain/scoring/measuring.py. */
import { BandFault, type Bands, type Level } from '../bands';
import type { Day } from '../days';
import { Fraction, ZERO } from '../exact';
import type { Value } from '../facts';
import {
  type Circumstances,
  type Measure,
  type Measured,
  MeasureFault,
  measureNamed,
  type Values,
} from '../measures';
import type { Input, MeasureUse, Part } from '../standards';
import type { PartResult, Why } from './assessment';
import type { Given, Givens, GivenValue } from './grounds';

/** Contradicting sources multiply; what lies beyond this many combinations stays open. */
export const MOST_ALTERNATIVES = 64;

/** `low` and `high` bound the level; `isOpen` when an answer could still move it; `isLeftOut`: not
 * applicable, so that the other parts decide. */
export interface PartOutcome {
  readonly level: Level | null;
  readonly low: Level;
  readonly high: Level;
  readonly isOpen: boolean;
  readonly isLeftOut: boolean;
  readonly isBorderline: boolean;
  readonly why: readonly Why[];
  readonly result: PartResult | null;
  readonly missing: readonly string[];
}

const UNKNOWN: PartOutcome = {
  level: null,
  low: 0,
  high: 3,
  isOpen: false,
  isLeftOut: false,
  isBorderline: false,
  why: [],
  result: null,
  missing: [],
};
const NOT_IN_FORCE: PartOutcome = { ...UNKNOWN, isLeftOut: true, why: ['not_in_force'] };
const LISTED_REASON: PartOutcome = { ...UNKNOWN, isLeftOut: true, why: ['listed_reason'] };
const NOTHING_LEFT_OUT: PartOutcome = { ...UNKNOWN, isLeftOut: true, why: ['nothing_to_count'] };
const NOT_COMPUTED: PartOutcome = { ...UNKNOWN, isOpen: true, why: ['cannot_be_computed'] };
const NOT_TRIED: PartOutcome = { ...UNKNOWN, isOpen: true };

export function outcomeOf(
  part: Part,
  givens: Givens,
  day: Day,
  circumstances: Circumstances,
  unit: string | null,
): PartOutcome {
  const inForce = part.inForceOn(day);
  if (inForce === null) return NOT_IN_FORCE;
  const cannot = unusable(part.use, givens);
  if (cannot !== null) return cannot;
  const [since, bands] = inForce;
  const found = alternatives(part.use, givens, circumstances);
  const results = found.map((measured) => judge(part, bands, measured, since, unit));
  if (results.length < combinations(part.use, givens)) results.push(NOT_TRIED);
  return together(results);
}

/** The measure of every combination of contradicting values; null where it has no value. */
export function alternatives(
  use: MeasureUse,
  givens: Givens,
  circumstances: Circumstances,
): (Measured | null)[] {
  if (use.inputIds.every((id) => valuesOf(givens, id).length === 1)) {
    return [computed(use, (id) => only(valuesOf(givens, id)), circumstances)];
  }
  const choices = use.inputIds.map((id) => valuesOf(givens, id));
  const most = Math.max(MOST_ALTERNATIVES, ...choices.map((values) => values.length)); // one alone is tried whole
  const found: (Measured | null)[] = [];
  for (const combination of firstProducts(choices, most)) {
    found.push(computed(use, (id) => chosenOf(combination, use, id), circumstances));
  }
  return found;
}

export function isUsable(use: MeasureUse, givens: Givens): boolean {
  return use.inputIds.every((id) => givens.get(id)?.state === 'value');
}

export function unitOf(use: MeasureUse, inputs: ReadonlyMap<string, Input>): string | null {
  const { unit } = measureNamed(use.measure);
  if (unit !== null) return unit;
  const first = use.inputs.get('of')?.[0];
  return first === undefined ? null : (inputs.get(first)?.unit ?? null);
}

/** The value of an input in one combination. */
type Chosen = (inputId: string) => GivenValue;

function only(values: readonly GivenValue[]): GivenValue {
  const [value] = values;
  if (value === undefined) throw new RangeError('an input without a value cannot be measured');
  return value;
}

function chosenOf(combination: readonly GivenValue[], use: MeasureUse, inputId: string): GivenValue {
  return only(combination.slice(use.inputIds.lastIndexOf(inputId)));
}

function valuesOf(givens: Givens, inputId: string): readonly GivenValue[] {
  return givens.get(inputId)?.values ?? [];
}

/** How many ways there are to choose one value for each input. */
function combinations(use: MeasureUse, givens: Givens): number {
  let count = 1;
  for (const id of use.inputIds) count *= valuesOf(givens, id).length;
  return count;
}

/** One value of each list, the last list running fastest; the first `most` of them. */
function firstProducts(choices: readonly (readonly GivenValue[])[], most: number): GivenValue[][] {
  let found: GivenValue[][] = [[]];
  for (const values of choices) {
    found = found.flatMap((start) => values.map((value) => [...start, value])).slice(0, most);
  }
  return found;
}

function computed(use: MeasureUse, chosen: Chosen, circumstances: Circumstances): Measured | null {
  const measure = measureNamed(use.measure);
  try {
    return measure.compute(byRole(measure, use, chosen), circumstances);
  } catch (error) {
    if (error instanceof MeasureFault) return null;
    throw error;
  }
}

function byRole(measure: Measure, use: MeasureUse, chosen: Chosen): Values {
  const values: Record<string, Values[string]> = {};
  for (const [role, inputIds] of use.inputs) {
    const [first = ''] = inputIds;
    values[role] = measure.roles.get(role)?.isMany
      ? (inputIds.map(chosen) as Value[])
      : (chosen(first) as Value);
  }
  return values;
}

function unusable(use: MeasureUse, givens: Givens): PartOutcome | null {
  if (isUsable(use, givens)) return null;
  if (inState(use, givens, 'not_applicable').length > 0) return LISTED_REASON;
  const missing = [...inState(use, givens, 'denied'), ...inState(use, givens, 'missing')];
  const why = new Set(missing.map((id) => givens.get(id)?.why).filter((reason) => reason != null));
  return { ...NOT_TRIED, why: [...why], missing };
}

function inState(use: MeasureUse, givens: Givens, state: Given['state']): string[] {
  return use.inputIds.filter((id) => (givens.get(id)?.state ?? 'missing') === state);
}

function judge(
  part: Part,
  bands: Bands,
  measured: Measured | null,
  since: Day,
  unit: string | null,
): PartOutcome {
  if (measured === null) return NOT_COMPUTED;
  const { value, error } = measured;
  if (value === null) return nothing(part, unit, since);
  const level = levelOf(bands, value);
  if (level === null) return NOT_COMPUTED;
  const { measure } = part.use;
  const { edges } = bands;
  return {
    ...UNKNOWN,
    level,
    low: level,
    high: level,
    isBorderline: straddles(bands, value, error, level),
    result: { measure, unit, value, error, level, band: bands.textOf(level), bandSince: since, edges },
  };
}

function levelOf(bands: Bands, value: Fraction | string): Level | null {
  try {
    return bands.levelOf(value);
  } catch (error) {
    if (error instanceof BandFault) return null;
    throw error;
  }
}

/** Nothing to divide by: the pack says what that means here. */
function nothing(part: Part, unit: string | null, since: Day): PartOutcome {
  const level = part.whenNothing;
  if (typeof level !== 'number') return NOTHING_LEFT_OUT;
  const { measure } = part.use;
  const result = { measure, unit, value: null, error: ZERO, level, band: null, bandSince: since, edges: [] };
  return { ...UNKNOWN, level, low: level, high: level, result, why: ['nothing_to_count'] };
}

function straddles(bands: Bands, value: Fraction | string, error: Fraction, level: Level): boolean {
  if (!(value instanceof Fraction) || error.isZero) return false;
  const low = value.sub(error);
  const high = value.add(error);
  if (!bands.edges.some((edge) => low.atMost(edge) && edge.atMost(high))) return false;
  return bands.levelOf(low) !== level || bands.levelOf(high) !== level;
}

/** Sources that disagree are never averaged: a failure stands, anything else stays open. */
function together(results: readonly PartOutcome[]): PartOutcome {
  const [first, ...others] = results;
  if (first === undefined) return NOT_TRIED;
  if (others.length === 0) return first;
  let worst = first;
  for (const one of others) if ((one.level ?? 4) < (worst.level ?? 4)) worst = one;
  const low = results.reduce<Level>((least, one) => (one.low < least ? one.low : least), 3);
  const high = results.reduce<Level>((most, one) => (one.high > most ? one.high : most), 0);
  if (low === high && worst.level !== null) return worst;
  const fails = worst.level !== null && worst.level <= 1;
  return {
    ...UNKNOWN,
    level: fails ? worst.level : null,
    low,
    high,
    isOpen: true,
    isBorderline: results.some((one) => one.isBorderline),
    why: ['contradictory'],
    result: worst.result,
  };
}
