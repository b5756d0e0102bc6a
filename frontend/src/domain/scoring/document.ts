/** The assessment as plain JSON values: exact numbers as text, everything in a fixed order; twin of
 * domain/scoring/document.py.
 *
 * `canonicalBytes(assessmentDocument(...))` is the same for the same facts and packs on every machine;
 * its SHA-256 is the data hash that a printed report carries. */
import { exactText, Fraction } from '../exact';
import type { Value } from '../facts';
import type { Json, JsonObject } from '../json';
import {
  type Assessment,
  type ColumnVerdict,
  type CriterionResult,
  type DomainResult,
  type Finding,
  type Interval,
  type NormResult,
  type PartResult,
  type PersonalSpaceFinding,
  type Reach,
  type Reading,
  readingsOf,
  type SpaceCounts,
} from './assessment';

import type {
  AssessmentShape,
  ColumnShape,
  CriterionShape,
  DomainShape,
  FindingShape,
  IntervalShape,
  PartShape,
  ReadingShape,
} from './document_shape';

export const DOCUMENT_VERSION = 1;

/** JSON values only: text, whole numbers, true, false, null, lists and objects. */
export function assessmentDocument(assessment: Assessment): AssessmentShape {
  const { sensitivity } = assessment;
  return {
    assessment: DOCUMENT_VERSION,
    method: assessment.method,
    packs: assessment.packs.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
    facility: assessment.facility,
    visited_on: assessment.visitedOn,
    judged_on: assessment.judgedOn,
    rating: assessment.rating,
    at_best: assessment.atBest,
    index: exactOrNull(assessment.index),
    interval: intervalDocument(assessment.interval),
    coverage: exactText(assessment.coverage),
    critical_coverage: exactText(assessment.criticalCoverage),
    caps: assessment.caps,
    critical_failures: assessment.criticalFailures,
    severe_failures: assessment.severeFailures,
    access_denied: assessment.accessDenied.map(({ input, place }) => ({ input, place })),
    persons_present: assessment.personsPresent,
    domains: objectOf(assessment.domains, domainDocument),
    criteria: objectOf(assessment.criteria, criterionResultDocument),
    norms: objectOf(assessment.norms, normResultDocument),
    columns: columnsDocument(assessment),
    personal_space: assessment.personalSpace.map(personalSpaceDocument),
    space_counts: spaceCountsDocument(assessment.spaceCounts),
    sensitivity: {
      equal_weights: exactOrNull(sensitivity.equalWeights),
      arithmetic_mean: exactOrNull(sensitivity.arithmeticMean),
      without_caps: exactOrNull(sensitivity.withoutCaps),
    },
    remarks: assessment.warnings.map(({ code, place, input, details }) => ({ code, place, input, details })),
  };
}

export function criterionResultDocument(result: CriterionResult): CriterionShape {
  return {
    domain: result.domain,
    tier: result.tier,
    state: result.state,
    level: result.level,
    critical_level: result.criticalLevel,
    low: result.low,
    high: result.high,
    why: result.why,
    provisions: result.provisions.map(({ instrument, number }) => ({ instrument, number })),
    reach: result.reach === null ? null : reachDocument(result.reach),
    places: {
      applicable: result.placesApplicable,
      assessed: result.placesAssessed,
      required: result.placesRequired,
    },
    coverage: exactText(result.coverage),
    is_borderline: result.isBorderline,
    is_contradictory: result.isContradictory,
    columns: result.columns.map(columnDocument),
    findings: result.findings.map(findingDocument),
  };
}

export function findingDocument(finding: Finding): FindingShape {
  const { judgement } = finding;
  return {
    place: finding.place,
    persons: finding.persons,
    tier: finding.tier,
    state: judgement.state,
    level: judgement.level,
    low: judgement.low,
    high: judgement.high,
    why: judgement.why,
    grade: judgement.grade,
    is_borderline: judgement.isBorderline,
    missing: judgement.missing,
    parts: judgement.parts.map(partDocument),
    aggravated_by: finding.aggravatedBy,
    readings: readingsOf(finding.answers).map(readingDocument),
  };
}

export function normResultDocument(result: NormResult): JsonObject {
  return {
    criterion: result.criterion,
    verdict: result.verdict,
    required: result.required,
    findings: result.findings.map(({ place, verdict, value, persons }) => ({
      place,
      verdict,
      value: measuredDocument(value),
      persons,
    })),
  };
}

export function personalSpaceDocument(found: PersonalSpaceFinding): JsonObject {
  return {
    room: found.room,
    value: found.value,
    space_m2_per_person: exactOrNull(found.spaceM2PerPerson),
    persons: found.persons,
    factors: Object.fromEntries(found.factors),
    is_borderline: found.isBorderline,
  };
}

function domainDocument(result: DomainResult): DomainShape {
  return {
    mean: exactOrNull(result.mean),
    index: exactOrNull(result.index),
    cap: result.cap,
    interval: intervalDocument(result.interval),
    coverage: exactText(result.coverage),
    critical_coverage: exactText(result.criticalCoverage),
    assessed: result.assessed,
    applicable: result.applicable,
    levels: { ...result.levels },
  };
}

function columnsDocument(assessment: Assessment): JsonObject {
  const entries = assessment.columns.map(({ family, met, notMet, open, normNotEntered }) => [
    family,
    { met, not_met: notMet, open, norm_not_entered: normNotEntered },
  ]);
  return Object.fromEntries(entries);
}

function columnDocument({ family, verdict, provisions }: ColumnVerdict): ColumnShape {
  const tested = provisions.map((one) => ({ of: one.of, number: one.number, verdict: one.verdict }));
  return { family, verdict, provisions: tested };
}

function reachDocument(reach: Reach): NonNullable<CriterionShape['reach']> {
  return {
    persons_affected: reach.personsAffected,
    persons_present: reach.personsPresent,
    share: exactOrNull(reach.share),
    places_affected: reach.placesAffected,
    places_uncounted: reach.placesUncounted,
  };
}

function partDocument(part: PartResult): PartShape {
  return {
    measure: part.measure,
    unit: part.unit,
    value: measuredDocument(part.value),
    error: exactText(part.error),
    level: part.level,
    band: part.band,
    band_since: part.bandSince,
  };
}

function readingDocument(reading: Reading): ReadingShape {
  return {
    input: reading.input,
    place: reading.place,
    value: valueDocument(reading.value),
    grade: reading.grade,
    observed_at: reading.observedAt,
    recorded_by: reading.recordedBy,
    evidence: reading.evidence,
  };
}

function spaceCountsDocument(counts: SpaceCounts): JsonObject {
  return {
    below_3: counts.below3,
    from_3_to_4: counts.from3To4,
    above_4: counts.above4,
    not_measured: counts.notMeasured,
    rooms_not_counted: counts.roomsNotCounted,
    histogram: counts.histogram.map(([edge, persons]) => [exactText(edge), persons]),
  };
}

function valueDocument(value: Value): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Fraction) return exactText(value);
  return value.map((part) => [exactText(part.lengthM), exactText(part.widthM)]);
}

function measuredDocument(value: Fraction | string | null): string | null {
  return value instanceof Fraction ? exactText(value) : value;
}

function exactOrNull(value: Fraction | null): string | null {
  return value === null ? null : exactText(value);
}

function intervalDocument({ low, high }: Interval): IntervalShape {
  return { low: exactText(low), high: exactText(high) };
}

function objectOf<T, D>(map: ReadonlyMap<string, T>, document: (value: T) => D): Record<string, D> {
  return Object.fromEntries([...map].map(([id, value]) => [id, document(value)]));
}
