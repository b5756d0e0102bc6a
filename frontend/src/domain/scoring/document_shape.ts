/** The JSON of an assessment, as `assessmentDocument` and the server write it; numbers are exact text. */
import type { Json } from '../json';

export type IntervalShape = {
  readonly low: string;
  readonly high: string;
};

export type ReadingShape = {
  readonly input: string;
  readonly place: string;
  readonly value: Json;
  readonly grade: string;
  readonly observed_at: string | null;
  readonly recorded_by: string | null;
  readonly evidence: readonly string[];
};

export type PartShape = {
  readonly measure: string;
  readonly unit: string | null;
  readonly value: string | null;
  readonly error: string;
  readonly level: number | null;
  readonly band: string | null;
  readonly band_since: string | null;
};

export type FindingShape = {
  readonly place: string;
  readonly persons: number | null;
  readonly tier: string;
  readonly state: string;
  readonly level: number | null;
  readonly low: number;
  readonly high: number;
  readonly why: readonly string[];
  readonly grade: string | null;
  readonly is_borderline: boolean;
  readonly missing: readonly string[];
  readonly parts: readonly PartShape[];
  readonly aggravated_by: readonly string[];
  readonly readings: readonly ReadingShape[];
};

export type ColumnShape = {
  readonly family: string;
  readonly verdict: string;
  readonly provisions: readonly { readonly of: string; readonly number: string; readonly verdict: string }[];
};

export type CriterionShape = {
  readonly domain: string;
  readonly tier: string;
  readonly state: string;
  readonly level: number | null;
  readonly critical_level: number | null;
  readonly low: number;
  readonly high: number;
  readonly why: readonly string[];
  readonly provisions: readonly { readonly instrument: string; readonly number: string }[];
  readonly reach: {
    readonly persons_affected: number;
    readonly persons_present: number | null;
    readonly share: string | null;
    readonly places_affected: number;
    readonly places_uncounted: number;
  } | null;
  readonly places: { readonly applicable: number; readonly assessed: number; readonly required: number };
  readonly coverage: string | null;
  readonly is_borderline: boolean;
  readonly is_contradictory: boolean;
  readonly columns: readonly ColumnShape[];
  readonly findings: readonly FindingShape[];
};

export type DomainShape = {
  readonly mean: string | null;
  readonly index: string | null;
  readonly cap: number | null;
  readonly interval: IntervalShape;
  readonly coverage: string | null;
  readonly critical_coverage: string | null;
  readonly assessed: number;
  readonly applicable: number;
  readonly levels: Readonly<Record<string, number>>;
};

export type AssessmentShape = {
  readonly assessment: number;
  readonly method: number;
  readonly packs: readonly { readonly id: string; readonly version: number; readonly sha256: string }[];
  readonly facility: string;
  readonly visited_on: string;
  readonly rating: string;
  readonly at_best: string;
  readonly index: string | null;
  readonly interval: IntervalShape;
  readonly coverage: string | null;
  readonly critical_coverage: string | null;
  readonly caps: readonly string[];
  readonly critical_failures: readonly string[];
  readonly severe_failures: readonly string[];
  readonly access_denied: readonly { readonly input: string; readonly place: string }[];
  readonly persons_present: number | null;
  readonly judged_on: string;
  readonly domains: Readonly<Record<string, DomainShape>>;
  readonly criteria: Readonly<Record<string, CriterionShape>>;
  readonly norms: Readonly<Record<string, Json>>;
  readonly columns: Readonly<Record<string, Json>>;
  readonly personal_space: readonly Json[];
  readonly space_counts: Json;
  readonly sensitivity: Json;
  readonly remarks: readonly {
    readonly code: string;
    readonly place: string | null;
    readonly input: string | null;
    readonly details: string;
  }[];
};
