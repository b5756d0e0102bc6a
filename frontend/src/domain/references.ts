/** What a tablet carries along besides inspections: facilities, standards, checklists. Each document
 * is fetched once, by the SHA-256 of its bytes; inspect_app/services/references.py writes them. */
import type { Json, Text } from './json';

/** `name`: `standards`, `pack/<id>`, `checklist/<id>`, `facility/<id>`. */
export interface ReferenceEntry {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

/** What is in force. `norms`: country -> ids of national packs beside `main`. */
export interface StandardsReference {
  readonly reference: 1;
  readonly main: string;
  readonly norms: Readonly<Record<string, readonly string[]>>;
  readonly checklists: readonly ChecklistOffered[];
}

/** `sha256` is that of the checklist's own document, as inspections name it. */
export interface ChecklistOffered {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
  readonly title: Text;
}

export interface ChecklistReference {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly criteria: readonly string[];
  readonly questions: readonly Question[];
}

export type PlaceKind = 'facility' | 'block' | 'room';
export type InputKind = 'number' | 'count' | 'yes_no' | 'choice' | 'date' | 'rectangles';

/** How one input is asked for, in the order of the walk. `feeds`: criteria and norms that rest on it. */
export interface Question {
  readonly input: {
    readonly id: string;
    readonly place: PlaceKind;
    readonly kind: InputKind;
    readonly label: Text;
    readonly unit: Text | null;
    readonly plausible: readonly [string, string] | null;
    readonly options: readonly { readonly id: string; readonly label: Text }[];
  };
  readonly asks: Text;
  readonly help: Text;
  readonly evidence: readonly string[];
  readonly feeds: readonly string[];
}

export interface FacilityReference {
  readonly reference: 1;
  readonly facility: {
    readonly id: string;
    readonly names: Text;
    readonly kind: string;
    readonly country: string;
    readonly region: string | null;
    readonly codes: readonly string[];
  };
  readonly region_names: Text | null;
  readonly is_demo: boolean;
  readonly capacity: {
    readonly places: number;
    readonly basis: string;
    readonly as_of: string | null;
  } | null;
  readonly blocks: readonly { readonly id: string; readonly name: string }[];
  readonly rooms: readonly KnownRoom[];
  readonly previous: PreviousVisit | null;
}

/** `id` may stand in `room:<id>`, and is the same from visit to visit. */
export interface KnownRoom {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly block: string | null;
  readonly regime: string | null;
  readonly people: string | null;
  readonly is_in_use: boolean;
}

/** The last visit before today. `answers`: place id -> input id -> what was answered, as `value` of an
 * answer; states other than `answered` are left out. */
export interface PreviousVisit {
  readonly inspection: string;
  readonly visited_on: string;
  readonly rating: string | null;
  readonly index: string | null;
  readonly answers: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** An answer as one atomic statement; docs/operations.md. */
export interface AnswerValue {
  readonly state: 'answered' | 'not_assessed' | 'access_denied' | 'not_applicable';
  readonly value?: Json;
  readonly grade?: 'B' | 'C' | 'D';
  readonly reason?: string;
  readonly words?: string;
}
