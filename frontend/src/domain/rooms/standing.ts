/** What one room stands at: how far it is answered, what fails in it, who sleeps there on what floor. */
import type { Fraction } from '../exact';

export type Progress = 'untouched' | 'in_progress' | 'done';

export interface FailingCriterion {
  readonly criterion: string;
  readonly level: 0 | 1;
  readonly isCritical: boolean;
}

export interface RoomStanding {
  /** Questions that apply here, and how many of them have an answer in any state. */
  readonly asked: number;
  readonly answered: number;
  readonly progress: Progress;
  /** Criteria at level 0 or 1 here, the worst first. */
  readonly failing: readonly FailingCriterion[];
  /** A room in which people sleep, by its kind or because somebody slept there. */
  readonly isLiving: boolean;
  /** Who slept here last night; null where nobody counted. */
  readonly persons: number | null;
  /** Living space in m², and for each person; null where it has no value. */
  readonly space: Fraction | null;
  readonly perPerson: Fraction | null;
  /** Inputs of these figures to which different answers stand: the figures may be others once settled. */
  readonly disputed: readonly string[];
}

/** `answered` counts questions among `asked`; `hasAny`: an answer to whatever question. */
export function progressOf(asked: number, answered: number, hasAny: boolean): Progress {
  if (!hasAny) return 'untouched';
  return answered >= asked ? 'done' : 'in_progress';
}

export function hasCriticalFailure(standing: RoomStanding): boolean {
  return standing.failing.some((one) => one.isCritical);
}
