/** The words of the field that the code decides on, each a closed list; twin of domain/terms.py. */

/** What an answer is about. */
export const PLACE_KINDS = ['facility', 'block', 'room'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const ROOM_KINDS = [
  'cell',
  'dormitory',
  'isolation', // disciplinary or segregation cell
  'quarantine',
  'ward', // a room of a medical unit in which people sleep
  'shower',
  'toilet',
  'kitchen',
  'canteen',
  'yard',
  'visiting',
  'workshop',
  'classroom',
  'clinic',
  'reception',
  'other',
] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

/** Rooms in which people sleep; CPT/Inf (2015) 44 counts ordinary and special cells alike. */
export const LIVING_KINDS: ReadonlySet<RoomKind> = new Set([
  'cell',
  'dormitory',
  'isolation',
  'quarantine',
  'ward',
]);

/** Who the room is for; space norms differ by it in national law. */
export const REGIMES = ['sentenced', 'remand', 'settlement', 'medical'] as const;
export type Regime = (typeof REGIMES)[number];

export const PEOPLE = ['men', 'women', 'juveniles'] as const;
export type People = (typeof PEOPLE)[number];

export const FACILITY_KINDS = [
  'colony',
  'prison',
  'remand',
  'settlement',
  'juvenile',
  'women',
  'police',
  'other',
] as const;
export type FacilityKind = (typeof FACILITY_KINDS)[number];

export const INPUT_KINDS = [
  'number', // an exact decimal with a unit
  'count', // a whole number
  'yes_no',
  'choice', // one of the input's own options
  'date',
  'rectangles', // lengths and widths in metres, added up
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

export const ANSWER_STATES = ['answered', 'not_assessed', 'access_denied', 'not_applicable'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** The closed list; `other` needs words and a second person. */
export const NOT_APPLICABLE_REASONS = [
  'no_women',
  'no_juveniles',
  'no_disciplinary_cells',
  'no_dormitories',
  'new_building_not_in_use',
  'other',
] as const;
export type NotApplicableReason = (typeof NOT_APPLICABLE_REASONS)[number];

/** How an answer is known; 'A' < 'B' < 'C' < 'D' compare as text. */
export const GRADES = [
  'A', // measured or observed by the inspector
  'B', // document seen
  'C', // two or more independent interviews
  'D', // the administration's statement alone
] as const;
export type Grade = (typeof GRADES)[number];

export const TIERS = [
  'critical',
  'major',
  'minor',
  'none', // shown, never in the index
] as const;
export type Tier = (typeof TIERS)[number];

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The separate columns of verdicts, and `other` guidance that has no column. */
export const FAMILIES = ['national', 'un', 'icrc', 'cpt_ecthr', 'other'] as const;
export type Family = (typeof FAMILIES)[number];

export const COLUMNS: readonly Family[] = ['national', 'un', 'icrc', 'cpt_ecthr'];

/** What an instrument is for the country of the facility. */
export const STANDINGS = ['binding', 'soft_law', 'comparison', 'guidance', 'national_law'] as const;
export type Standing = (typeof STANDINGS)[number];

export const EVIDENCE_KINDS = [
  'photo',
  'document',
  'interviews',
  'observation',
  'measurement',
  'recording', // a voice note, or another sound
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const RATINGS = ['good', 'reasonably_good', 'not_sufficiently_good', 'poor', 'not_rated'] as const;
export type Rating = (typeof RATINGS)[number];
