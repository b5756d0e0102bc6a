/** Files as bytes: encrypted in pieces, each file under a key of its own. The bytes come first; only then
 * does the caller record the `attach` that names them. */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Chain } from './chain';
import type { Data } from './data';
import { closeWith, type Keys, openWith } from './encryption';
import type { Environment } from './environment';
import { asNotSaved } from './failures';
import { NotSaved } from './opened';
import type { BlobRow, ChunkRow, IntentRow, Outbox, OutboxDatabase } from './outbox';
import { blobFor, blobKeyFor, shaOf } from './photo_rows';
import { joined, Sealer } from './sealing';
import { storageState } from './storage_state';

export const CHUNK_BYTES = 1024 * 1024;
const LARGEST_DRAWING_BYTES = 64 * 1024;
const ORPHAN_AFTER_MS = 7 * 24 * 60 * 60_000;
const AES = { name: 'AES-GCM', length: 256 } as const;

/** `sha`: SHA-256 of the original bytes, hexadecimal. */
export interface KeptFile {
  readonly sha: string;
  readonly size: number;
  readonly mime: string;
}

/** A file that may be taken off this tablet: the server has it for good. */
export interface Freeable {
  readonly sha: string;
  readonly insp: string;
  readonly size: number;
}

export class Photos {
  constructor(
    private readonly environment: Environment,
    private readonly outbox: Outbox,
    private readonly data: Data,
    private readonly keys: Keys,
    private readonly chain: Chain,
  ) {}

  /** Keeps the bytes and the small picture. Rejects with NotSaved `quota` where there is no room;
   * nothing is stored then. The same bytes again are the same file. */
  async keep(insp: string, bytes: ArrayBuffer, mime: string, thumbnail: ArrayBuffer | null) {
    try {
      const state = await storageState(this.environment, this.outbox);
      if (state.level === 'no_photos' && !isDrawing(bytes, mime)) throw new NotSaved('quota');
      const sha = await this.shaOf(bytes);
      if (!(await this.isWantedAgain(sha))) await this.store(insp, sha, bytes, mime);
      if (thumbnail !== null) await this.keepThumbnail(sha, thumbnail);
      return { sha, size: bytes.byteLength, mime } satisfies KeptFile;
    } catch (error) {
      throw asNotSaved(error);
    }
  }

  /** The bytes from `from` on, at most `length`; null: not here, or freed. */
  async read(sha: string, from = 0, length = Number.MAX_SAFE_INTEGER): Promise<ArrayBuffer | null> {
    const row = await this.row(sha);
    if (row === null || row.st === 2) return null;
    const to = Math.min(row.size, from + length);
    const bytes = new Uint8Array(Math.max(0, to - from));
    const key = await this.keyOf(row);
    for (let i = Math.floor(from / CHUNK_BYTES); i * CHUNK_BYTES < to; i += 1) {
      const piece = await this.piece(row, key, i);
      if (piece === null) return null;
      const start = i * CHUNK_BYTES;
      const part = piece.subarray(Math.max(0, from - start), Math.min(piece.length, to - start));
      bytes.set(part, Math.max(0, start - from));
    }
    return bytes.buffer;
  }

  /** Null where there is none. */
  async thumbnail(sha: string): Promise<ArrayBuffer | null> {
    const row = await this.data.run((db) => db.thumb.get(sha));
    return row === undefined ? null : (await this.keys.open('thumb', sha, row.data)).buffer;
  }

  async keepThumbnail(sha: string, bytes: ArrayBuffer): Promise<void> {
    const data = await this.keys.close('thumb', sha, new Uint8Array(bytes));
    await this.data.run((db) => db.thumb.put({ sha, data }));
  }

  /** The file's row; null: this user does not hold it. */
  row(sha: string): Promise<BlobRow | null> {
    return this.outbox.run((db) => blobFor(db, sha, this.keys.profile));
  }

  /** Files that an operation names and the server has given no receipt for. */
  async waiting(): Promise<BlobRow[]> {
    const rows = await this.outbox.run((db) => db.blob.where('st').equals(0).toArray());
    return rows.filter((row) => row.profile === this.keys.profile && row.op !== null);
  }

  /** How far the upload is. */
  async keepUpload(sha: string, up: BlobRow['up']): Promise<void> {
    await this.change(sha, (row) => ({ ...row, up }));
  }

  /** The server's signed text that it has all the bytes. */
  async keepReceipt(sha: string, receipt: string): Promise<void> {
    await this.change(sha, (row) => ({ ...row, receipt, up: null, st: row.st === 2 ? 2 : 1 }));
  }

  /** The server was restored: receipts prove nothing any more. What was freed is gone from here. */
  async forgetReceipts(insp: string): Promise<void> {
    await this.outbox.run((db) =>
      db.transaction('rw', db.blob, async () => {
        const rows = await db.blob.where('insp').equals(insp).toArray();
        const again = rows.filter((row) => row.profile === this.keys.profile && row.st === 1);
        await db.blob.bulkPut(again.map((row) => ({ ...row, st: 0 as const, receipt: null, up: null })));
      }),
    );
  }

  /** Files with a receipt whose operation is in a verified backup of the server. */
  async freeSpace(): Promise<Freeable[]> {
    const durable = (await this.chain.standing())?.enrolment.durable ?? 0;
    const rows = await this.outbox.run((db) => db.blob.where('st').equals(1).toArray());
    return rows
      .filter((row) => row.profile === this.keys.profile && row.seq !== null && row.seq <= durable)
      .map(({ sha, insp, size }) => ({ sha: shaOf(sha), insp, size }));
  }

  /** Takes the bytes of those away that `freeSpace` still names; gives how many bytes. */
  async free(shas: readonly string[]): Promise<number> {
    const free = (await this.freeSpace()).filter((one) => shas.includes(one.sha));
    for (const { sha } of free) {
      await this.outbox.run((db) =>
        db.transaction('rw', db.blob, db.chunk, async () => {
          const row = await blobFor(db, sha, this.keys.profile);
          if (row === null) return;
          await db.blob.put({ ...row, st: 2 });
          await deleteChunks(db, row.sha);
        }),
      );
    }
    return free.reduce((sum, one) => sum + one.size, 0);
  }

  /** Bytes that no operation ever named, a week old: the page died between the two. */
  async sweep(): Promise<void> {
    const before = this.environment.now().getTime() - ORPHAN_AFTER_MS;
    await this.outbox.run((db) =>
      db.transaction('rw', db.blob, db.chunk, async () => {
        const rows = await db.blob.where('st').equals(0).toArray();
        const orphans = rows.filter((row) => row.op === null && row.at < before);
        for (const { sha } of orphans.filter((row) => row.profile === this.keys.profile)) {
          await db.blob.delete(sha);
          await deleteChunks(db, sha);
        }
      }),
    );
  }

  /** Written before the camera app opens, which may kill this page. Gives its id. */
  async beginIntent(insp: string, entity: string, field: string): Promise<string> {
    const id = this.environment.crypto.randomUUID();
    const at = this.environment.now().getTime();
    const row: IntentRow = { id, e: entity, f: field, at, insp, profile: this.keys.profile };
    await this.outbox.run((db) => db.intent.put(row));
    return id;
  }

  /** The file came, or nobody wants it any more. */
  async endIntent(id: string): Promise<void> {
    await this.outbox.run((db) => db.intent.delete(id));
  }

  /** What was begun and never came: to be offered again. */
  async intents(): Promise<IntentRow[]> {
    const rows = await this.outbox.run((db) => db.intent.toArray());
    return rows.filter((row) => row.profile === this.keys.profile);
  }

  private async shaOf(bytes: ArrayBuffer): Promise<string> {
    return bytesToHex(new Uint8Array(await this.keys.crypto.subtle.digest('SHA-256', bytes)));
  }

  /** Whether the bytes are here; then they are as new, so that no sweep takes them before they are named. */
  private isWantedAgain(sha: string): Promise<boolean> {
    return this.outbox.run((db) =>
      db.transaction('rw', db.blob, async () => {
        const row = await blobFor(db, sha, this.keys.profile);
        if (row === null || row.st === 2) return false;
        if (row.op === null) await db.blob.put({ ...row, at: this.environment.now().getTime() });
        return true;
      }),
    );
  }

  private async store(insp: string, sha: string, bytes: ArrayBuffer, mime: string): Promise<void> {
    const id = await this.outbox.run((db) => blobKeyFor(db, sha, this.keys.profile));
    const { crypto } = this.keys;
    const key = await crypto.subtle.generateKey(AES, true, ['encrypt', 'decrypt']);
    const n = Math.ceil(bytes.byteLength / CHUNK_BYTES);
    const chunks: ChunkRow[] = [];
    for (let i = 0; i < n; i += 1) {
      const part = new Uint8Array(
        bytes,
        i * CHUNK_BYTES,
        Math.min(CHUNK_BYTES, bytes.byteLength - i * CHUNK_BYTES),
      );
      chunks.push({ sha: id, i, data: await closeWith(crypto, key, bound(sha, i, n), part) });
    }
    const keys = await this.wrapped(id, sha, key);
    const row: BlobRow = {
      sha: id,
      size: bytes.byteLength,
      mime,
      st: 0,
      insp,
      up: null,
      n,
      ...keys,
      profile: this.keys.profile,
      op: null,
      seq: null,
      at: this.environment.now().getTime(),
      receipt: null,
    };
    await this.outbox.run((db) =>
      db.transaction('rw', db.blob, db.chunk, async () => {
        const before = await db.blob.get(id);
        await db.chunk.bulkPut(chunks);
        await db.blob.put(before === undefined ? row : { ...row, op: before.op, seq: before.seq });
      }),
    );
  }

  /** The file's key under the data key, and sealed to the server where it names a key for that. */
  private async wrapped(id: string, sha: string, key: CryptoKey) {
    const raw = new Uint8Array(await this.keys.crypto.subtle.exportKey('raw', key));
    const seal = (await this.chain.standing())?.enrolment.seal ?? null;
    const sealer = seal === null ? null : new Sealer(this.keys.crypto.subtle, seal);
    const sealed = (await sealer?.seal(`insp/seal/1|blob|${sha}`, new Uint8Array(0), raw)) ?? null;
    const wrapped = await this.keys.close('blob', id, raw);
    raw.fill(0);
    return {
      key: wrapped,
      sealKeyWrapped: sealed === null ? null : joined(sealed),
      kid: seal?.kid ?? null,
    };
  }

  private async keyOf(row: BlobRow): Promise<CryptoKey> {
    const raw = await this.keys.open('blob', row.sha, row.key);
    const key = await this.keys.crypto.subtle.importKey('raw', raw, AES, false, ['decrypt']);
    raw.fill(0);
    return key;
  }

  private async piece(row: BlobRow, key: CryptoKey, i: number): Promise<Uint8Array | null> {
    const chunk = await this.outbox.run((db) => db.chunk.get([row.sha, i]));
    if (chunk === undefined) return null;
    return openWith(this.keys.crypto, key, bound(shaOf(row.sha), i, row.n), chunk.data);
  }

  private async change(sha: string, change: (row: BlobRow) => BlobRow): Promise<void> {
    await this.outbox.run((db) =>
      db.transaction('rw', db.blob, async () => {
        const row = await blobFor(db, sha, this.keys.profile);
        if (row !== null) await db.blob.put(change(row));
      }),
    );
  }
}

/** A drawn signature, which weighs no more than words and is taken as long as they are. */
function isDrawing(bytes: ArrayBuffer, mime: string): boolean {
  return mime === 'image/png' && bytes.byteLength <= LARGEST_DRAWING_BYTES;
}

function bound(sha: string, i: number, n: number): string {
  return `chunk|${sha}|${i}|${n}|1`;
}

async function deleteChunks(db: OutboxDatabase, id: string): Promise<void> {
  await db.chunk.where('[sha+i]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete();
}
