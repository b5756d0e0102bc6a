/** What the sync floor needs of the disk. Every promise that changes something resolves when it is
 * committed; whatever is asked for twice may be done twice without harm. */
import type { ReferenceEntry } from '../domain/references';
import type { Bytes } from './encoding';
import type { Enrolled, Keys, Said, Sign } from './wire';

export interface Place {
  readonly seq: number;
  readonly link: string;
}

/** `text` is what was signed; `sig` the server's signature over it. */
export interface Certificate {
  readonly text: string;
  readonly sig: string;
}

/** One enrolment's chain. `needsCode`: this store was set back or cloned; it records, and waits for a
 * new enrolment to send. `acked` may go back: a server may be restored. */
export interface ChainState {
  readonly dev: string;
  readonly usr: string;
  readonly certificate: Certificate;
  readonly keys: Keys;
  readonly head: Place;
  readonly acked: number;
  readonly durable: number;
  readonly needsCode: boolean;
}

/** An operation that is held here, with the envelope that carried it. */
export interface Held {
  readonly dev: string;
  readonly seq: number;
  readonly prev: string;
  readonly body: string;
  readonly sig: string;
  readonly op: string;
  readonly insp: string;
}

export interface ChainPort {
  /** Null before the first enrolment. */
  state(): Promise<ChainState | null>;
  readonly sign: Sign;
  /** The next operations behind `acked`, in order: at most so many, and as long as their bodies stay
   * below `bytes`; one always. */
  unsent(most: number, bytes: number): Promise<readonly Held[]>;
  /** What any believed reply says of this chain: the mark of what the server holds moves, forward or
   * back; a head that is not of this chain means that the store was set back or cloned. */
  heed(said: Said): Promise<void>;
  /** From now on it records, and waits for a new enrolment to send. */
  forsake(): Promise<void>;
  /** The public key of an enrolment under way; made and kept first where there is none. */
  enrolling(): Promise<string>;
  /** The new enrolment takes the place of the old; every operation of the chain before is wrapped
   * anew under it, with the same ids. False: its key is not the one that was kept. */
  begin(enrolled: Enrolled): Promise<boolean>;
}

/** An own operation that the server takes no more of, or put aside, and why as far as it said. */
export interface Kept {
  readonly op: string;
  readonly insp: string;
  readonly seq: number;
  readonly why: string | null;
}

/** How far a stream was read. `more`: its end was not reached on this pass. */
export interface Cursor {
  readonly n: number;
  readonly h: string;
  readonly more: boolean;
  readonly isReadable: boolean;
}

/** An operation of the server's log. `n`: its place there on the present pass. */
export interface LogRow extends Held {
  readonly status: string;
  readonly reason: string | null;
  readonly n: number;
}

/** What is held of a stream and proven to be in its log. `mixed`: XOR of the hashes of the bodies;
 * `statuses`: SHA-256 over the lines `<op> <status>\n` in order of n. Both hexadecimal. */
export interface StreamDigest {
  readonly mixed: string;
  readonly statuses: string;
}

export interface LogPort {
  streams(): Promise<ReadonlyMap<string, Cursor>>;
  /** From its beginning; nothing where it is followed and readable already. */
  follow(insp: string): Promise<void>;
  /** It may not be read any more. What is held stays. */
  unfollow(insp: string): Promise<void>;
  /** Rows and cursor in one transaction, the cursor only if it still stands at `asked`: whether it did.
   * Rows of a page that came too late are kept, their place in the log proven by nothing. */
  apply(
    insp: string,
    asked: { readonly n: number; readonly h: string },
    rows: readonly LogRow[],
    next: Cursor,
  ): Promise<boolean>;
  /** The log here is not the log there: cursor at 0, every `n` of the stream cleared. A server that was
   * set back may have lost files too: their receipts are forgotten then. */
  rewind(insp: string, forgetsReceipts: boolean): Promise<void>;
  /** What is held of a stream and was not seen in its log; of the own chain up to `acked` only. */
  unseen(insp: string, dev: string, acked: number): Promise<readonly Held[]>;
  digest(insp: string): Promise<StreamDigest>;
  /** Own operations that the log says are quarantined or late. */
  putAside(): Promise<readonly Kept[]>;
  /** Certificates of other devices, kept for ever. */
  keepAuthors(certificates: ReadonlyMap<string, Certificate>): Promise<void>;
  authors(devs: ReadonlySet<string>): Promise<ReadonlyMap<string, Certificate>>;
}

/** A file without a receipt whose operation is recorded. `upload`: the server's name of the upload
 * under way; `offset` null: to be asked. */
export interface Waiting {
  readonly sha: string;
  readonly size: number;
  readonly mime: string;
  readonly insp: string;
  readonly upload: string | null;
  readonly offset: number | null;
}

export interface BlobPort {
  /** In the order of sending: signatures, files of submitted blocks, the newest first. */
  waiting(): Promise<readonly Waiting[]>;
  /** The file's bytes from `start` up to `end`, opened. Rejects while the app is locked. */
  bytes(sha: string, start: number, end: number): Promise<Bytes>;
  keepProgress(sha: string, upload: string | null, offset: number | null): Promise<void>;
  /** `receipt`: the server's signed reply, word for word. */
  keepReceipt(sha: string, receipt: string): Promise<void>;
}

export interface ReferencePort {
  /** What is in force now; gives what is not held of it, the most needed first. */
  want(entries: readonly ReferenceEntry[]): Promise<readonly ReferenceEntry[]>;
  /** Rejects where the bytes do not hash to `sha256`. */
  store(sha256: string, content: Bytes): Promise<void>;
}

export interface MarkPort {
  /** A believed reply told the server's time (`serverMs`), `tookMs` after the question. */
  measured(serverMs: number, tookMs: number): Promise<void>;
  /** Milliseconds of the wall clock: the last round that came to its end; null: none yet. */
  lastSyncAt(): Promise<number | null>;
  keepLastSync(at: number): Promise<void>;
}

export interface Disk {
  readonly marks: MarkPort;
  readonly chain: ChainPort;
  readonly log: LogPort;
  readonly blobs: BlobPort;
  readonly references: ReferencePort;
}

/** The world outside, so that a run can be repeated. `ticks`: milliseconds that only count. */
export interface World {
  readonly now: () => number;
  readonly ticks: () => number;
  readonly random: (bytes: Bytes) => Bytes;
  /** 0 up to 1. */
  readonly chance: () => number;
  readonly wait: (ms: number) => Promise<void>;
}
