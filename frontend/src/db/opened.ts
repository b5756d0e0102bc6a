/** An inspection that is open for reading and writing, as the screens use it. */
import type { InspectionModel } from '../domain/inspection_model';
import type { Act } from '../domain/operations';

/** On disk: only then may a tick be shown. */
export interface Recorded {
  readonly op: string;
  readonly seq: number;
}

/** `sentence`: a code that the messages know: `quota`, `storage_gone`, `locked`, `other_window`, `unknown`. */
export class NotSaved extends Error {
  constructor(
    readonly code: 'quota' | 'storage_gone' | 'locked' | 'other_window' | 'unknown',
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'NotSaved';
  }
}

export interface OpenedInspection {
  readonly insp: string;
  readonly usr: string;
  readonly model: InspectionModel;
  /** Tells which entities changed, by this window, another one or a pull; gives the way to stop. */
  onChange(listener: (entities: ReadonlySet<string>) => void): () => void;
  /** Resolves when it is on disk and in the model. Rejects with NotSaved; nothing was stored then. */
  record(act: Act): Promise<Recorded>;
  /** All of them in portions of one strict commit each, in order; `progress` counts those on disk. */
  recordMany(acts: readonly Act[], progress?: (done: number) => void): Promise<readonly Recorded[]>;
  /** What was typed and not recorded yet, encrypted at rest; null takes it away. */
  draft(entity: string, field: string): Promise<string | null>;
  keepDraft(entity: string, field: string, text: string | null): Promise<void>;
  close(): void;
}
