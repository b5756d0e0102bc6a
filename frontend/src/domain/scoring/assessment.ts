/** The engine's result with its reasons, as values; twin of domain/scoring/assessment.py.
 *
 * Levels are 3 recommended, 2 minimum, 1 below, 0 severe. Indexes are exact fractions from 0 to 100.
 * Everything that a report prints can be followed down from `Assessment` to the readings. Days are ISO
 * text, moments ISO text as Python writes them, numbers of persons whole. */
import type { Level } from '../bands';
import type { Fraction } from '../exact';
import type { Answer, Value } from '../facts';
import type { Family, Grade, PlaceKind, Rating, Tier } from '../terms';

/** Raised when the same facts and pack may give another result. */
export const METHOD_VERSION = 1;

export type State = 'assessed' | 'not_assessed' | 'access_denied' | 'not_applicable';

/** Why there is no level, or why it is another than the measure alone would give. */
export type Why =
  | 'unanswered' // an input has no answer
  | 'no_head_count' // cannot be computed: nobody counted who slept there
  | 'cannot_be_computed' // answered, but the measure has no value
  | 'statement_alone' // only the administration says so (grade D)
  | 'contradictory' // sources disagree
  | 'not_confirmed' // "not applicable" without a listed reason or second person
  | 'nothing_to_count'
  | 'not_in_force' // the bands begin after the visit
  | 'out_of_scope' // does not apply to this place
  | 'listed_reason' // not applicable for a reason of the closed list
  | 'denied'
  | 'norm_not_entered'
  | 'lifted' // another way to the level (the ICRC bunk formula)
  | 'aggravated'; // one level lost for another failing condition in the same place

/** One instrument family's own answer. Columns are never averaged. `open`: not assessed, or a person
 * must judge; `silent`: the family says nothing that could be tested here. */
export type Verdict = 'met' | 'not_met' | 'open' | 'norm_not_entered' | 'not_applicable' | 'silent';

/** The European Court's reasoning on one room (Mursic v. Croatia [GC], paras 136-141). */
export type PersonalSpace =
  | 'cannot_be_computed'
  | 'presumption_stands' // below 3 m2, not rebutted
  | 'needs_judgement' // below 3 m2, all three factors claimed: rebuttable
  | 'fails' // 3 to 4 m2 with an aggravating condition
  | 'open' // 3 to 4 m2, not every condition assessed
  | 'holds' // 3 to 4 m2, no aggravating condition
  | 'not_the_issue'; // above 4 m2

/** One input as it was used. */
export interface Reading {
  readonly input: string;
  readonly place: string;
  readonly value: Value;
  readonly grade: Grade;
  readonly observedAt: string | null;
  readonly recordedBy: string | null;
  readonly evidence: readonly string[];
}

/** The values among the answers, as they were used. */
export function readingsOf(answers: readonly Answer[]): Reading[] {
  const readings: Reading[] = [];
  for (const { input, place, value, grade, observedAt, recordedBy, evidence } of answers) {
    if (value !== null) readings.push({ input, place, value, grade, observedAt, recordedBy, evidence });
  }
  return readings;
}

/** One measured side: the value, the band it fell into as written, and that band's level. */
export interface PartResult {
  readonly measure: string;
  readonly unit: string | null;
  readonly value: Fraction | string | null;
  readonly error: Fraction;
  readonly level: Level | null;
  readonly band: string | null;
  readonly bandSince: string | null;
  readonly edges: readonly Fraction[];
}

/** One criterion at one place. `low` and `high` bound what answering the open inputs could give;
 * `missing`: inputs without a usable answer. */
export interface Judgement {
  readonly state: State;
  readonly level: Level | null;
  readonly low: Level;
  readonly high: Level;
  readonly why: readonly Why[];
  readonly parts: readonly PartResult[];
  readonly grade: Grade | null;
  readonly isBorderline: boolean;
  readonly missing: readonly string[];
}

/** A judgement at a place, with who is affected and what it rests on (`readingsOf(answers)`).
 *
 * `persons` is null where nobody counted. `aggravatedBy` names the criteria that failed there. */
export interface Finding {
  readonly place: string;
  readonly placeKind: PlaceKind;
  readonly judgement: Judgement;
  readonly persons: number | null;
  readonly tier: Tier;
  readonly answers: readonly Answer[];
  readonly aggravatedBy: readonly string[];
}

/** Persons in the places at the decisive level, of all persons present (null: not counted).
 * `placesUncounted`: affected places where nobody counted. `share` is null where it is not known. */
export interface Reach {
  readonly personsAffected: number;
  readonly personsPresent: number | null;
  readonly placesAffected: number;
  readonly placesUncounted: number;
  readonly share: Fraction | null;
}

/** An instrument (or norm) and the number in it that was tested, with its verdict. */
export interface TestedProvision {
  readonly of: string;
  readonly number: string;
  readonly verdict: Verdict;
}

/** What one instrument family says on one criterion; `provisions` are those that were tested. */
export interface ColumnVerdict {
  readonly family: Family;
  readonly verdict: Verdict;
  readonly provisions: readonly TestedProvision[];
}

/** The worst place that applies to any person decides.
 *
 * `criticalLevel` is the worst level among places where the criterion is critical. `low`/`high` bound
 * the level. `placesRequired` is the sample that the number of places demands; `coverage` is the share
 * of the criterion that counts as assessed. `provisions`: all that are cited. */
export interface CriterionResult {
  readonly criterion: string;
  readonly domain: string;
  readonly tier: Tier;
  readonly state: State;
  readonly level: Level | null;
  readonly criticalLevel: Level | null;
  readonly low: Level;
  readonly high: Level;
  readonly why: readonly Why[];
  readonly findings: readonly Finding[];
  readonly reach: Reach | null;
  readonly placesApplicable: number;
  readonly placesAssessed: number;
  readonly placesRequired: number;
  readonly coverage: Fraction;
  readonly columns: readonly ColumnVerdict[];
  readonly provisions: readonly { readonly instrument: string; readonly number: string }[];
  readonly isBorderline: boolean;
  readonly isContradictory: boolean;
}

/** One rule of national law at one place: the measured value against the condition in force. */
export interface NormFinding {
  readonly place: string;
  readonly verdict: Verdict;
  readonly value: Fraction | string | null;
  readonly persons: number | null;
}

/** `required`: the condition as written; null: norm not entered. */
export interface NormResult {
  readonly norm: string;
  readonly criterion: string;
  readonly verdict: Verdict;
  readonly required: string | null;
  readonly findings: readonly NormFinding[];
}

export interface Interval {
  readonly low: Fraction;
  readonly high: Fraction;
}

/** `mean` is the weighted mean of points, `index` the mean after the caps; null: nothing assessed. */
export interface DomainResult {
  readonly domain: string;
  readonly mean: Fraction | null;
  readonly index: Fraction | null;
  readonly cap: number | null;
  readonly interval: Interval;
  readonly coverage: Fraction;
  readonly criticalCoverage: Fraction;
  readonly assessed: number;
  readonly applicable: number;
  readonly levels: Readonly<Record<Level, number>>;
}

export type FactorAnswer = 'yes' | 'no' | 'open';

/** The ECtHR comparison for one room, with its reasons: (factor, what is said of it). */
export interface PersonalSpaceFinding {
  readonly room: string;
  readonly value: PersonalSpace;
  readonly spaceM2PerPerson: Fraction | null;
  readonly persons: number | null;
  readonly factors: readonly (readonly [string, FactorAnswer])[];
  readonly isBorderline: boolean;
}

/** Persons by personal space, over the rooms that were measured and counted.
 *
 * `notMeasured`: persons counted in rooms without a measured area. `histogram`: (lower edge in m2,
 * persons), half a square metre a step, the last step open above. */
export interface SpaceCounts {
  readonly below3: number;
  readonly from3To4: number;
  readonly above4: number;
  readonly notMeasured: number;
  readonly roomsNotCounted: number;
  readonly histogram: readonly (readonly [Fraction, number])[];
}

export interface Column {
  readonly family: Family;
  readonly met: number;
  readonly notMet: number;
  readonly open: number;
  readonly normNotEntered: number;
}

/** The same levels under other choices of weighing, caps kept; null: nothing assessed. */
export interface Sensitivity {
  readonly equalWeights: Fraction | null;
  readonly arithmeticMean: Fraction | null;
  readonly withoutCaps: Fraction | null;
}

/** Something to look at that blocks nothing: an implausible value, a contradiction. */
export interface Remark {
  readonly code: string;
  readonly place: string;
  readonly input: string;
  readonly details: string;
}

/** `index` is null when nothing was assessed. `rating` is `not_rated` below the coverage floor, and
 * `atBest` then says what the rating could still become; failures stand at any coverage.
 *
 * `criticalFailures`: criteria with critical level 0 or 1, worst first; `severeFailures`: with 0. */
export interface Assessment {
  readonly method: number;
  readonly packs: readonly { readonly id: string; readonly version: number; readonly sha256: string }[];
  readonly facility: string;
  readonly visitedOn: string;
  readonly judgedOn: string;
  readonly rating: Rating;
  readonly atBest: Rating;
  readonly index: Fraction | null;
  readonly interval: Interval;
  readonly coverage: Fraction;
  readonly criticalCoverage: Fraction;
  readonly caps: readonly string[];
  readonly criticalFailures: readonly string[];
  readonly severeFailures: readonly string[];
  readonly accessDenied: readonly { readonly input: string; readonly place: string }[];
  readonly domains: ReadonlyMap<string, DomainResult>;
  readonly criteria: ReadonlyMap<string, CriterionResult>;
  readonly norms: ReadonlyMap<string, NormResult>;
  readonly columns: readonly Column[];
  readonly personalSpace: readonly PersonalSpaceFinding[];
  readonly spaceCounts: SpaceCounts;
  readonly sensitivity: Sensitivity;
  readonly warnings: readonly Remark[];
  readonly personsPresent: number | null;
}
