/** The inspections and facilities of this tablet for the screens; what lies below is `InspectionDoors`. */
import type { ReviewState } from '../../domain/inspection_review';
import type { Text } from '../../domain/json';
import { FacilitySearch, type KnownFacility } from './facility_search';

/** What is shown of an inspection without opening it. `touched`: rooms with an answer. */
export interface InspectionCard {
  readonly insp: string;
  /** The facility's id in the register. */
  readonly facility: string;
  readonly names: Text;
  readonly visitedOn: string | null;
  readonly state: ReviewState;
  readonly rooms: number;
  readonly touched: number;
  readonly answered: number;
  readonly photos: number;
  readonly unsent: number;
  readonly comments: number;
  /** Of reviewers; and those of them that nobody answered. */
  readonly remarks: number;
  readonly openRemarks: number;
  readonly conflicts: number;
  readonly isDemo: boolean;
}

export interface ChecklistChoice {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
  readonly title: Text;
}

export interface Starting {
  readonly facility: string;
  readonly checklist: ChecklistChoice;
  readonly visitedOn: string;
  readonly isAnnounced: boolean;
}

/** `NotSaved` codes, or why a visit cannot begin. */
export type StartProblem = 'quota' | 'storage_gone' | 'locked' | 'other_window' | 'unknown' | 'not_here';

export interface InspectionDoors {
  list(): Promise<readonly InspectionCard[]>;
  facilities(): Promise<readonly KnownFacility[]>;
  checklists(): Promise<readonly ChecklistChoice[]>;
  /** The new inspection's id. `progress` counts 0 to 1. */
  start(
    given: Starting,
    progress: (share: number) => void,
  ): Promise<{ insp: string } | { problem: StartProblem }>;
  /** Tells that something changed; gives the way to stop. */
  onChange(listener: () => void): () => void;
}

const ORDER: readonly ReviewState[] = [
  'returned',
  'in_progress',
  'submitted',
  'approved',
  'published',
  'withdrawn',
];

export class Inspections {
  list = $state.raw<readonly InspectionCard[] | null>(null);
  search = $state.raw<FacilitySearch | null>(null);
  checklists = $state.raw<readonly ChecklistChoice[]>([]);
  /** The storage did not answer. */
  failed = $state(false);
  private turn = 0;

  constructor(readonly doors: InspectionDoors) {}

  get conflicts(): number {
    return (this.list ?? []).reduce((sum, one) => sum + one.conflicts, 0);
  }

  /** Reads the list anew; late answers of an older reading are dropped. */
  async read(): Promise<void> {
    const turn = ++this.turn;
    try {
      const list = await this.doors.list();
      if (turn !== this.turn) return;
      this.list = [...list].sort(forTheDay);
      this.failed = false;
    } catch {
      if (turn === this.turn) this.failed = true;
    }
  }

  async readReferences(): Promise<void> {
    try {
      const [facilities, checklists] = await Promise.all([this.doors.facilities(), this.doors.checklists()]);
      this.search = new FacilitySearch(facilities);
      this.checklists = checklists;
    } catch {
      this.failed = true;
    }
  }

  /** Follows changes until it is stopped. */
  follow(): () => void {
    void this.read();
    return this.doors.onChange(() => void this.read());
  }

  forget(): void {
    this.turn += 1;
    this.list = null;
    this.search = null;
    this.checklists = [];
  }
}

/** Returned ones first, then those under way, the newest day first. */
export function forTheDay(one: InspectionCard, other: InspectionCard): number {
  const byState = ORDER.indexOf(one.state) - ORDER.indexOf(other.state);
  const place = (card: InspectionCard) => `${card.visitedOn ?? ''} ${card.insp}`;
  return byState || (place(one) < place(other) ? 1 : -1);
}
