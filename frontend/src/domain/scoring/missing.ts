/** Which questions are still open where a rating asks for more. */
import type { Facts } from '../facts';
import type { Input, Pack } from '../standards';
import type { Assessment, CriterionResult, Finding } from './assessment';
import { Grounds, given, type Place } from './grounds';
import { WEIGHTS } from './indexing';

/** An input without a usable answer at a place. `isCritical`: a critical criterion waits for it there. */
export interface MissingAnswer {
  readonly input: string;
  readonly place: string;
  readonly isCritical: boolean;
}

/** What keeps coverage below the whole: for each criterion that counts and is not fully assessed, the
 * open questions at as many places as its sample still needs, those first that lack least.
 *
 * `asked`: ids of the inputs that the checklist has questions for; what it does not ask is left out, as
 * is what was refused. `pack` is the one that feeds the index. Critical criteria come first, then by
 * their weight in the order of the pack; each question once. */
export function missingForRating(
  assessment: Assessment,
  facts: Facts,
  pack: Pack,
  asked: ReadonlySet<string>,
): MissingAnswer[] {
  const grounds = new Grounds(facts, pack);
  const refused = new Set(assessment.accessDenied.map(({ input, place }) => keyOf(input, place)));
  const found = new Map<string, MissingAnswer>();
  for (const open of inOrderOfNeed(assessment)) {
    for (const one of answersFor(open, grounds, asked)) {
      const key = keyOf(one.input, one.place);
      if (!refused.has(key) && !found.get(key)?.isCritical) found.set(key, one);
    }
  }
  const answers = [...found.values()];
  return [...answers.filter((one) => one.isCritical), ...answers.filter((one) => !one.isCritical)];
}

function answersFor(
  { result, finding }: Open,
  grounds: Grounds,
  asked: ReadonlySet<string>,
): MissingAnswer[] {
  const isCritical = result.tier === 'critical' && finding.tier === 'critical';
  return finding.judgement.missing.flatMap((input) => {
    const declared = grounds.pack.inputs.get(input);
    if (declared === undefined || !asked.has(input)) return [];
    return placesAsked(declared, finding, grounds).map((place) => ({ input, place, isCritical }));
  });
}

interface Open {
  readonly result: CriterionResult;
  readonly finding: Finding;
}

function inOrderOfNeed(assessment: Assessment): Open[] {
  return [...assessment.criteria.values()]
    .filter((result) => result.tier !== 'none' && result.state !== 'not_applicable')
    .sort((one, other) => WEIGHTS[other.tier] - WEIGHTS[one.tier])
    .flatMap((result) => stillNeeded(result).map((finding) => ({ result, finding })));
}

/** Places of one criterion that have no level yet, as many as its sample still needs. */
function stillNeeded(result: CriterionResult): Finding[] {
  const open = result.findings.filter(
    ({ judgement }) =>
      judgement.level === null && judgement.state !== 'not_applicable' && judgement.missing.length > 0,
  );
  open.sort((one, other) => one.judgement.missing.length - other.judgement.missing.length);
  return open.slice(0, Math.max(0, result.placesRequired - result.placesAssessed));
}

/** Where an input of a finding is answered: at its own level, or in every room that is still open. */
function placesAsked(declared: Input, finding: Finding, grounds: Grounds): readonly string[] {
  if (declared.place === finding.placeKind) return [finding.place];
  if (declared.place === 'facility') return [grounds.facility.id];
  if (declared.place === 'block') return blockOf(finding.place, grounds);
  return grounds.livingRooms.filter((room) => isOpen(declared.id, room, grounds)).map((room) => room.id);
}

function blockOf(roomId: string, grounds: Grounds): readonly string[] {
  const block = grounds.allRooms.find((place) => place.id === roomId)?.room?.block ?? null;
  return block === null ? [] : [block];
}

function isOpen(input: string, room: Place, grounds: Grounds): boolean {
  return given(grounds.of(input, room), input, true).state !== 'value';
}

function keyOf(input: string, place: string): string {
  return JSON.stringify([input, place]);
}
