/** What the outbox and the server can rebuild: what was read, packed models, references. One database
 * for each user of the tablet; all content is encrypted. Only ever add to the schema. */
import type { Status } from '../domain/operations';
import { Dexie, Guarded, optionsOf } from './guarded';

/** An operation that was read in the server's log. Its body lies in a pack. */
export interface ReadRow {
  readonly op: string;
  readonly insp: string;
  readonly dev: string;
  readonly seq: number;
  readonly prev: string;
  readonly sig: string;
  readonly bh: string;
  readonly status: Status;
  readonly reason: string | null;
  /** Place in the log on the present pass; null: not proven to be there. */
  readonly n: number | null;
  /** Only where `n` is null: the index is empty otherwise. */
  readonly unseen?: 1;
  /** Number of the last change of this row; grows over the whole database. */
  readonly at: number;
  readonly pack: number;
  readonly place: number;
}

/** Bodies that came together: an encrypted JSON list of texts. */
export interface PackRow {
  readonly id: number;
  readonly insp: string;
  readonly data: ArrayBuffer;
}

/** An own operation that the packed model does not hold yet; the row itself lies in the outbox. */
export interface TailRow {
  readonly insp: string;
  readonly dev: string;
  readonly seq: number;
}

/** A part of an inspection's packed model: the operations of some hundred entities. */
export interface SnapshotRow {
  readonly insp: string;
  readonly i: number;
  readonly data: ArrayBuffer;
}

/** What is shown of an inspection without opening it. `runs`: where its own operations lie in the
 * chain of `dev`, as pairs of first and last number. */
export interface SummaryRow {
  readonly insp: string;
  readonly version: number;
  readonly changedTo: number;
  readonly dev: string | null;
  readonly runs: readonly (readonly [number, number])[];
  readonly data: ArrayBuffer;
}

/** How far a stream was read. `x`: XOR of the hashes of what was seen on this pass. */
export interface StreamRow {
  readonly insp: string;
  readonly n: number;
  readonly h: string;
  readonly more: boolean;
  readonly isReadable: boolean;
  readonly x: string;
  /** All own operations up to this number of `ownDev` were seen in the log on this pass. */
  readonly ownDev: string | null;
  readonly ownSeen: number;
}

export interface AuthorRow {
  readonly dev: string;
  readonly text: string;
  readonly sig: string;
}

export interface ReferenceRow {
  readonly sha: string;
  readonly data: ArrayBuffer;
}

export interface DraftRow {
  readonly insp: string;
  readonly e: string;
  readonly f: string;
  readonly data: ArrayBuffer;
}

export class DataDatabase extends Dexie {
  readonly op!: Dexie.Table<ReadRow, string>;
  readonly pack!: Dexie.Table<PackRow, number>;
  readonly tail!: Dexie.Table<TailRow, [string, string, number]>;
  readonly snapshot!: Dexie.Table<SnapshotRow, [string, number]>;
  readonly summary!: Dexie.Table<SummaryRow, string>;
  readonly stream!: Dexie.Table<StreamRow, string>;
  readonly author!: Dexie.Table<AuthorRow, string>;
  readonly ref!: Dexie.Table<ReferenceRow, string>;
  readonly thumb!: Dexie.Table<ReferenceRow, string>;
  readonly draft!: Dexie.Table<DraftRow, [string, string, string]>;
  readonly kv!: Dexie.Table<{ k: string; v: unknown }, string>;

  constructor(environment: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }, name: string) {
    super(name, optionsOf(environment, 'relaxed'));
    this.version(1).stores({
      op: 'op, [insp+at], [insp+unseen]',
      pack: 'id',
      tail: '[insp+dev+seq]',
      snapshot: '[insp+i]',
      summary: 'insp',
      stream: 'insp',
      author: 'dev',
      ref: 'sha',
      thumb: 'sha',
      draft: '[insp+e+f]',
      kv: 'k',
    });
  }

  async value<T>(key: string): Promise<T | undefined> {
    return (await this.kv.get(key))?.v as T | undefined;
  }
}

export type Data = Guarded<DataDatabase>;

/** `profile`: whose. A second user's data never touch the first one's. */
export function guardedData(
  environment: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange },
  profile: string,
): Data {
  return new Guarded(() => new DataDatabase(environment, `insp-data-${profile}`));
}
