/** What was read of the server's logs. A page and its cursor are stored in one transaction, and only
 * where the cursor still stands where it stood when the page was asked for. */
import type { Known } from '../domain/inspection_model';
import type { Body, Envelope, Status } from '../domain/operations';
import { bodyHash } from '../domain/operations';
import type { AuthorRow, Data, DataDatabase, PackRow, ReadRow, StreamRow } from './data';
import type { Keys } from './encryption';
import { slim } from './packing';
import { NO_HASH, newStream } from './projection';

/** One line of a page. `op`, `bh`: of its body, as the reader checked them. */
export interface PulledRow extends Envelope {
  readonly op: string;
  readonly bh: string;
  readonly n: number;
  readonly status: Status;
  readonly reason: string | null;
}

export interface Cursor {
  readonly n: number;
  readonly h: string;
}

const CHANGE = 'change';
const AT_ONCE = 1_000;

export class Pulled {
  private readonly listeners = new Set<(insp: string) => Promise<void>>();

  /** `tellOthers`: the other windows. */
  constructor(
    private readonly data: Data,
    private readonly keys: Keys,
    private readonly tellOthers: (insp: string) => void,
  ) {}

  /** Tells that something of an inspection was read, in this window; the reader waits for what is done. */
  onPulled(listener: (insp: string) => Promise<void>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  streams(): Promise<StreamRow[]> {
    return this.data.run((db) => db.stream.toArray());
  }

  /** Reads it from its beginning, whatever was read of it before the right to it was lost. */
  async follow(insp: string): Promise<void> {
    const known = await this.data.run((db) => db.stream.get(insp));
    if (known === undefined) await this.data.run((db) => db.stream.put(newStream(insp)));
    else if (!known.isReadable) await this.rewind(insp);
  }

  /** The right to read it was lost; what is here stays. */
  async unfollow(insp: string): Promise<void> {
    await this.data.run((db) => db.stream.update(insp, { isReadable: false }));
  }

  /** Whether the cursor moved: false where it stood elsewhere than at `asked`. The operations are kept
   * in any case, as they may always be; that they are in the log is proved only by a page in its place. */
  async applyPulled(
    insp: string,
    asked: Cursor,
    rows: readonly PulledRow[],
    next: Cursor & { more: boolean },
  ) {
    const pack = await this.packOf(insp, rows);
    const moved = await this.data.run((db) =>
      db.transaction('rw', db.op, db.pack, db.stream, db.kv, () => store(db, insp, asked, rows, next, pack)),
    );
    if (rows.length > 0) await this.tell(insp);
    return moved;
  }

  /** The log here is not the log there: it is to be read anew, and what was seen before proves nothing. */
  async rewind(insp: string): Promise<void> {
    await this.data.run((db) =>
      db.transaction('rw', db.op, db.stream, db.kv, async () => {
        const at = await nextChange(db);
        const rows = await changedAfter(db, insp, 0, at).toArray();
        for (let i = 0; i < rows.length; i += AT_ONCE) {
          const part = rows.slice(i, i + AT_ONCE);
          await db.op.bulkPut(part.map((row) => ({ ...row, n: null, unseen: 1 as const, at })));
        }
        await db.stream.put(newStream(insp));
      }),
    );
    await this.tell(insp);
  }

  /** Everything that changed behind `at`, and the number to ask with the next time. */
  async changedSince(insp: string, at: number): Promise<{ known: Known[]; changedTo: number }> {
    const rows = await this.data.run((db) => changedAfter(db, insp, at, Number.MAX_SAFE_INTEGER).toArray());
    const texts = await this.texts(rows);
    const known = rows.map((row, i) => ({
      body: slim(JSON.parse(texts[i] ?? '') as Body),
      status: row.status,
      reason: row.reason,
      n: row.n,
      dev: row.dev,
      seq: row.seq,
    }));
    return { known, changedTo: rows.reduce((most, row) => Math.max(most, row.at), at) };
  }

  /** What was read here once and not seen in the log on this pass, at most `limit`. */
  async unseen(insp: string, limit: number): Promise<(Envelope & { op: string })[]> {
    const rows = await this.data.run((db) =>
      db.op.where('[insp+unseen]').equals([insp, 1]).limit(limit).toArray(),
    );
    const texts = await this.texts(rows);
    return rows.map(({ dev, seq, prev, sig, op }, i) => ({ dev, seq, prev, sig, op, body: texts[i] ?? '' }));
  }

  /** Whether the operation was seen in the log on the present pass. */
  async isSeen(ops: readonly string[]): Promise<boolean[]> {
    const rows = await this.data.run((db) => db.op.bulkGet([...ops]));
    return rows.map((row) => row !== undefined && row.n !== null);
  }

  async keepAuthors(authors: readonly AuthorRow[]): Promise<void> {
    await this.data.run((db) => db.author.bulkPut(authors));
  }

  author(dev: string): Promise<AuthorRow | undefined> {
    return this.data.run((db) => db.author.get(dev));
  }

  /** The signed texts of rows, in their order. Each pack is opened once. */
  private async texts(rows: readonly ReadRow[]): Promise<string[]> {
    const ids = [...new Set(rows.map((row) => row.pack))];
    const packs = await this.data.run((db) => db.pack.bulkGet(ids));
    const opened = await Promise.all(packs.map((pack) => this.opened(pack)));
    const of = new Map(ids.map((id, i) => [id, opened[i] ?? []]));
    return rows.map((row) => of.get(row.pack)?.[row.place] ?? '');
  }

  private opened(pack: PackRow | undefined): Promise<string[]> {
    if (pack === undefined) return Promise.resolve([]);
    return this.keys.openJson<string[]>('pack', String(pack.id), pack.data);
  }

  private async packOf(insp: string, rows: readonly PulledRow[]): Promise<PackRow | null> {
    const known = await this.data.run((db) => db.op.bulkGet(rows.map((row) => row.op)));
    if (rows.length === 0 || known.every((row) => row !== undefined)) return null;
    const [high = 0, low = 0] = this.keys.crypto.getRandomValues(new Uint32Array(2));
    const id = (high & 0x1fffff) * 2 ** 32 + low;
    const texts = rows.map((row, i) => (known[i] === undefined ? row.body : ''));
    return { id, insp, data: await this.keys.closeJson('pack', String(id), texts) };
  }

  private async tell(insp: string): Promise<void> {
    this.tellOthers(insp);
    for (const listener of this.listeners) await listener(insp);
  }
}

async function store(
  db: DataDatabase,
  insp: string,
  asked: Cursor,
  rows: readonly PulledRow[],
  next: Cursor & { more: boolean },
  pack: PackRow | null,
): Promise<boolean> {
  const stream = await db.stream.get(insp);
  const isHere = stream !== undefined && stream.n === asked.n && stream.h === asked.h;
  const known = await db.op.bulkGet(rows.map((row) => row.op));
  const at = await nextChange(db);
  const packed = pack?.id ?? 0;
  const kept = rows.map((row, place) =>
    readRow(insp, row, known[place], { at, pack: packed, place }, isHere),
  );
  await db.op.bulkPut(kept);
  if (pack !== null) await db.pack.add(pack);
  if (!isHere) return false;
  const x = rows.reduce((sum, row) => mixed(sum, row.bh), stream.x);
  await db.stream.put({ ...stream, n: next.n, h: next.h, more: next.more, x });
  return true;
}

function readRow(
  insp: string,
  row: PulledRow,
  known: ReadRow | undefined,
  now: { at: number; pack: number; place: number },
  isHere: boolean,
): ReadRow {
  const { op, dev, seq, prev, sig, bh, status, reason } = row;
  const lies = known === undefined ? now : { at: now.at, pack: known.pack, place: known.place };
  const n = isHere ? row.n : (known?.n ?? null);
  const plain = { op, insp, dev, seq, prev, sig, bh, status, reason, n, ...lies };
  return n === null ? { ...plain, unseen: 1 } : plain;
}

async function nextChange(db: DataDatabase): Promise<number> {
  const at = ((await db.value<number>(CHANGE)) ?? 0) + 1;
  await db.kv.put({ k: CHANGE, v: at });
  return at;
}

function changedAfter(db: DataDatabase, insp: string, at: number, to: number) {
  return db.op.where('[insp+at]').between([insp, at], [insp, to], false, true);
}

function mixed(one: string, other: string): string {
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(16).padStart(NO_HASH.length, '0');
}

/** For a reader that has not checked them yet. */
export function marksOf(body: string): { op: string; bh: string } {
  return { op: String((JSON.parse(body) as Body).op), bh: bodyHash(body) };
}
