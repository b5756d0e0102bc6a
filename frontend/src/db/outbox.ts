/** The outbox: what nothing else can rebuild. Its schema is version 1 for ever, so that any build,
 * older or newer, and rescue.html can read it. New kinds of things go into `kv` or into rows as keys
 * that are not indexed. */
import { Dexie, Guarded, optionsOf } from './guarded';

export const OUTBOX = 'insp-outbox';

/** One operation of an own chain. `own`: the body under the tablet's data key (iv, then text).
 * `sealed`: the same body sealed to the server (encapsulated key, then text); null where the
 * certificate names no sealing key. `st`: 0 new, 1 acknowledged, 2 durable. */
export interface EnvelopeRow {
  readonly dev: string;
  readonly seq: number;
  readonly prev: string;
  readonly link: string;
  readonly op: string;
  readonly insp: string;
  readonly st: 0 | 1 | 2;
  readonly own: ArrayBuffer | null;
  readonly sealed: ArrayBuffer | null;
  readonly kid: string | null;
  /** SHA-256 of the body's text, hexadecimal. */
  readonly bh: string;
  /** Raw r||s, base64url. */
  readonly sig: string;
  /** Milliseconds of the wall clock. */
  readonly at: number;
}

/** A file. `sha` is the key: the file's SHA-256, with `~profile` behind it where another user of the
 * tablet holds the same file. `st`: 0 kept, 1 the server gave a receipt, 2 freed here. */
export interface BlobRow {
  readonly sha: string;
  readonly size: number;
  readonly mime: string;
  readonly st: 0 | 1 | 2;
  readonly insp: string;
  /** The upload under way; `off` null: to be asked. */
  readonly up: { readonly url: string; readonly off: number | null } | null;
  /** Number of chunks. */
  readonly n: number;
  /** The file's key under the data key, and sealed to the server. */
  readonly key: ArrayBuffer;
  readonly sealKeyWrapped: ArrayBuffer | null;
  readonly kid: string | null;
  readonly profile: string;
  /** The operation that names the file, and its number in the chain; null: not recorded yet. */
  readonly op: string | null;
  readonly seq: number | null;
  readonly at: number;
  /** The server's signed text. */
  readonly receipt: string | null;
}

/** At most 1 MiB of a file, encrypted. */
export interface ChunkRow {
  readonly sha: string;
  readonly i: number;
  readonly data: ArrayBuffer;
}

export interface KvRow {
  readonly k: string;
  readonly v: unknown;
}

/** A file being chosen or taken right now: the camera app may kill this page. */
export interface IntentRow {
  readonly id: string;
  readonly e: string;
  readonly f: string;
  readonly at: number;
  readonly insp: string;
  readonly profile: string;
}

export class OutboxDatabase extends Dexie {
  readonly env!: Dexie.Table<EnvelopeRow, [string, number]>;
  readonly blob!: Dexie.Table<BlobRow, string>;
  readonly chunk!: Dexie.Table<ChunkRow, [string, number]>;
  readonly kv!: Dexie.Table<KvRow, string>;
  readonly intent!: Dexie.Table<IntentRow, string>;

  constructor(environment: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }) {
    super(OUTBOX, optionsOf(environment, 'strict'));
    this.version(1).stores({
      env: '[dev+seq], op, st',
      blob: 'sha, st, insp',
      chunk: '[sha+i]',
      kv: 'k',
      intent: 'id',
    });
  }

  /** A value of `kv`; undefined where there is none. */
  async value<T>(key: string): Promise<T | undefined> {
    return (await this.kv.get(key))?.v as T | undefined;
  }
}

export type Outbox = Guarded<OutboxDatabase>;

export function guardedOutbox(environment: {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}): Outbox {
  return new Guarded(() => new OutboxDatabase(environment));
}

/** The rows of one chain, `from` and `to` included. */
export function rowsOfChain(db: OutboxDatabase, dev: string, from: number, to: number) {
  return db.env.where('[dev+seq]').between([dev, from], [dev, to], true, true);
}
