/** What the screens and the scoring worker say to each other. */
import type { Json } from '../../domain/json';
import type { FacilityReference } from '../../domain/references';
import type { AssessmentShape, FindingShape } from '../../domain/scoring/document_shape';

/** Once, before anything else. `packs`: documents, the main one first. */
export interface Begin {
  readonly kind: 'begin';
  readonly insp: string;
  readonly packs: readonly Json[];
  readonly facility: FacilityReference['facility'];
  readonly isDemo: boolean;
  /** Ids of the inputs that the checklist asks for. */
  readonly asked: readonly string[];
}

/** Operations that are new, or whose status or place in the log is, as JSON of a list of `Known`.
 * `isLast`: score now. */
export interface Take {
  readonly kind: 'take';
  readonly operations: string;
  readonly isLast: boolean;
}

/** Asks for what one criterion rests on. */
export interface Explain {
  readonly kind: 'explain';
  readonly criterion: string;
}

/** `document` without findings, norms and personal space, which are large; `Explained` brings findings.
 * `missing`: open questions as (input, place), those that the rating needs first. */
export interface Scored {
  readonly kind: 'scored';
  readonly document: AssessmentShape;
  readonly missing: readonly MissingAnswer[];
  readonly tookMs: number;
}

export interface MissingAnswer {
  readonly input: string;
  readonly place: string;
  readonly isCritical: boolean;
}

/** The places of one criterion, the worst first. */
export interface Explained {
  readonly kind: 'explained';
  readonly criterion: string;
  readonly findings: readonly FindingShape[];
}

/** Nothing can be scored yet: no day is known, or no facility. */
export interface NotScored {
  readonly kind: 'not_scored';
  readonly why: string;
}

export type ToWorker = Begin | Take | Explain;
export type FromWorker = Scored | Explained | NotScored;
