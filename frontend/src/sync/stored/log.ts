/** The server's logs as the data database holds them, and what of the own chain was not seen there. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Data, DataDatabase, ReadRow, StreamRow } from '../../db/data';
import { type EnvelopeRow, type Outbox, rowsOfChain } from '../../db/outbox';
import type { Photos } from '../../db/photos';
import type { Pulled } from '../../db/pulled';
import { bodyHash, type Status } from '../../domain/operations';
import { utf8 } from '../encoding';
import type { Certificate, Cursor, Held, Kept, LogPort, LogRow, StreamDigest } from '../ports';
import type { StoredChain } from './chain';

/** The number of the last change in the data database; `db/pulled.ts` counts it up. */
const CHANGE = 'change';
const MOST_UNSEEN = 5_000;
const SCANNED_AT_ONCE = 500;
const STATUSES: readonly Status[] = ['ok', 'held', 'quarantine', 'late'];

export class StoredLog implements LogPort {
  /** Of a stream: the number of its last change, and the hash of its statuses then. */
  private readonly statuses = new Map<string, { readonly at: number; readonly hash: string }>();

  private aside: { readonly at: number; readonly kept: readonly Kept[] } | null = null;

  constructor(
    private readonly outbox: Outbox,
    private readonly data: Data,
    private readonly pulled: Pulled,
    private readonly chain: StoredChain,
    private readonly photos: Photos,
  ) {}

  async streams(): Promise<ReadonlyMap<string, Cursor>> {
    const rows = await this.pulled.streams();
    return new Map(rows.map(({ insp, n, h, more, isReadable }) => [insp, { n, h, more, isReadable }]));
  }

  follow(insp: string): Promise<void> {
    return this.pulled.follow(insp);
  }

  unfollow(insp: string): Promise<void> {
    return this.pulled.unfollow(insp);
  }

  apply(
    insp: string,
    asked: { readonly n: number; readonly h: string },
    rows: readonly LogRow[],
    next: Cursor,
  ): Promise<boolean> {
    const pulled = rows.map(({ dev, seq, prev, body, sig, op, n, status, reason }) => {
      return { dev, seq, prev, body, sig, op, n, reason, bh: bodyHash(body), status: statusOf(status) };
    });
    return this.pulled.applyPulled(insp, asked, pulled, next);
  }

  async rewind(insp: string, forgetsReceipts: boolean): Promise<void> {
    if (forgetsReceipts) await this.photos.forgetReceipts(insp);
    await this.pulled.rewind(insp);
  }

  /** What was read here once, and what was acknowledged: both must be in the log. */
  async unseen(insp: string, dev: string, acked: number): Promise<readonly Held[]> {
    const read = await this.pulled.unseen(insp, MOST_UNSEEN);
    const found: Held[] = read.map((row) => ({ ...row, insp }));
    const known = new Set(found.map((row) => row.op));
    for (const row of await this.ownUnseen(insp, dev, acked)) {
      if (!known.has(row.op)) found.push(await this.chain.held(row));
    }
    return found;
  }

  async digest(insp: string): Promise<StreamDigest> {
    const stream = await this.data.run((db) => db.stream.get(insp));
    return { mixed: stream?.x ?? '', statuses: await this.statusHash(insp) };
  }

  async putAside(): Promise<readonly Kept[]> {
    const at = (await this.data.run((db) => db.value<number>(CHANGE))) ?? 0;
    if (this.aside?.at === at) return this.aside.kept;
    const rows = await this.data.run((db) =>
      db.op.filter(({ status }) => status === 'quarantine' || status === 'late').toArray(),
    );
    const ops = rows.map((row) => row.op);
    const own = await this.outbox.run((db) => db.env.where('op').anyOf(ops).toArray());
    const seqs = new Map(own.map(({ op, seq }) => [op, seq]));
    const kept = rows.flatMap(({ op, insp, reason }) => {
      const seq = seqs.get(op);
      return seq === undefined ? [] : [{ op, insp, seq, why: reason }];
    });
    this.aside = { at, kept };
    return kept;
  }

  async keepAuthors(certificates: ReadonlyMap<string, Certificate>): Promise<void> {
    await this.pulled.keepAuthors([...certificates].map(([dev, { text, sig }]) => ({ dev, text, sig })));
  }

  async authors(devs: ReadonlySet<string>): Promise<ReadonlyMap<string, Certificate>> {
    const found = new Map<string, Certificate>();
    for (const dev of devs) {
      const row = await this.pulled.author(dev);
      if (row !== undefined) found.set(dev, { text: row.text, sig: row.sig });
    }
    return found;
  }

  private async ownUnseen(insp: string, dev: string, acked: number): Promise<EnvelopeRow[]> {
    const stream = await this.data.run((db) => db.stream.get(insp));
    if (stream === undefined) return [];
    const from = stream.ownDev === dev ? stream.ownSeen : 0;
    const missing: EnvelopeRow[] = [];
    for (let at = from; at < acked; at += SCANNED_AT_ONCE) {
      const to = Math.min(acked, at + SCANNED_AT_ONCE);
      const rows = await this.outbox.run((db) => rowsOfChain(db, dev, at + 1, to).toArray());
      const own = rows.filter((row) => row.insp === insp);
      const seen = await this.pulled.isSeen(own.map((row) => row.op));
      missing.push(...own.filter((_, place) => seen[place] === false));
    }
    if (missing.length === 0 && acked > from) await this.noteSeen(stream, dev, acked);
    return missing;
  }

  /** Only where the stream was not read anew meanwhile. */
  private async noteSeen(stream: StreamRow, dev: string, acked: number): Promise<void> {
    await this.data.run((db) =>
      db.transaction('rw', db.stream, async () => {
        const now = await db.stream.get(stream.insp);
        if (now === undefined || now.n !== stream.n || now.h !== stream.h) return;
        await db.stream.put({ ...now, ownDev: dev, ownSeen: acked });
      }),
    );
  }

  private async statusHash(insp: string): Promise<string> {
    const last = await this.data.run((db) => changesOf(db, insp).last());
    const known = this.statuses.get(insp);
    if (last !== undefined && known?.at === last.at) return known.hash;
    const rows = await this.data.run((db) => changesOf(db, insp).toArray());
    const seen = rows.filter((row): row is ReadRow & { n: number } => row.n !== null);
    seen.sort((one, other) => one.n - other.n);
    const hash = sha256.create();
    for (const { op, status } of seen) hash.update(utf8(`${op} ${status}\n`));
    const found = bytesToHex(hash.digest());
    if (last !== undefined) this.statuses.set(insp, { at: last.at, hash: found });
    return found;
  }
}

function changesOf(db: DataDatabase, insp: string) {
  return db.op.where('[insp+at]').between([insp, 0], [insp, Number.MAX_SAFE_INTEGER], true, true);
}

/** What a newer server calls otherwise is shown like what it put aside. */
function statusOf(said: string): Status {
  return STATUSES.find((status) => status === said) ?? 'quarantine';
}
