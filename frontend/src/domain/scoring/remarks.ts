/** Things to look at that block nothing: implausible values and "not applicable" that does not count;
 * twin of domain/scoring/remarks.py. */
import { byCodePoint } from '../canonical';
import { exactText, Fraction } from '../exact';
import type { Answer, Facts } from '../facts';
import type { Input, Pack } from '../standards';
import type { Remark } from './assessment';
import { countsAsNotApplicable } from './grounds';

/** Sides of a rectangle outside this, in metres, are asked about. */
export const PLAUSIBLE_SIDE_M = [Fraction.of(3, 10), Fraction.of(60)] as const;

export function remarksOn(facts: Facts, pack: Pack): Remark[] {
  const found: Remark[] = [];
  for (const answer of facts.answers) {
    const declared = pack.inputs.get(answer.input);
    if (declared !== undefined) found.push(...remarksOnAnswer(answer, declared));
  }
  return found.sort(
    (one, other) =>
      byCodePoint(one.code, other.code) ||
      byCodePoint(one.place, other.place) ||
      byCodePoint(one.input, other.input) ||
      byCodePoint(one.details, other.details),
  );
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
