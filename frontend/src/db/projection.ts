/** What the outbox holds is told to the data database, so that nobody needs to search the outbox.
 * Killed in between, the next start goes on from the watermark. */
import type { Chain } from './chain';
import type { Data, DataDatabase, StreamRow, TailRow } from './data';
import { type Outbox, rowsOfChain } from './outbox';

const APPLIED = 'applied';
const AT_ONCE = 500;
export const NO_HASH = '0'.repeat(64);

/** All own operations up to `seq` of the chain are in the tail or in a packed model. */
interface Applied {
  readonly dev: string;
  readonly seq: number;
}

export class Projection {
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly outbox: Outbox,
    private readonly data: Data,
    private readonly chain: Chain,
  ) {}

  /** Resolves when everything that was recorded is known here. */
  async catchUp(): Promise<void> {
    return this.behind(async () => {
      const standing = await this.chain.standing();
      if (standing === null) return;
      const { dev } = standing.enrolment;
      for (let at = await this.applied(dev); at < standing.head.seq; at = await this.applied(dev)) {
        const to = Math.min(standing.head.seq, at + AT_ONCE);
        const rows = await this.outbox.run((db) => rowsOfChain(db, dev, at + 1, to).toArray());
        await this.apply(
          rows.map(({ insp, seq }) => ({ insp, dev, seq })),
          at,
        );
      }
    });
  }

  /** What this window just recorded; a failure is made good at the next start. */
  took(rows: readonly TailRow[]): Promise<void> {
    return this.behind(async () => {
      const first = rows[0];
      if (first !== undefined && !(await this.apply(rows, first.seq - 1))) void this.catchUp();
    });
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    return this.work;
  }

  private behind(work: () => Promise<void>): Promise<void> {
    this.work = this.work.then(work, work).catch(() => undefined);
    return this.work;
  }

  private async applied(dev: string): Promise<number> {
    const found = await this.data.run((db) => db.value<Applied>(APPLIED));
    return found?.dev === dev ? found.seq : 0;
  }

  /** Compare and set: whether everything before these was applied. */
  private apply(rows: readonly TailRow[], before: number): Promise<boolean> {
    return this.data.run((db) =>
      db.transaction('rw', db.tail, db.kv, db.stream, async () => {
        const last = rows.at(-1);
        if (last === undefined) return true;
        const found = await db.value<Applied>(APPLIED);
        if ((found?.dev === last.dev ? found.seq : 0) !== before) return false;
        await db.tail.bulkPut(rows);
        await db.kv.put({ k: APPLIED, v: { dev: last.dev, seq: last.seq } satisfies Applied });
        await beginStreams(db, new Set(rows.map((row) => row.insp)));
        return true;
      }),
    );
  }
}

/** A stream of which nothing was read yet. */
export function newStream(insp: string): StreamRow {
  return {
    insp,
    n: 0,
    h: NO_HASH,
    more: true,
    isReadable: true,
    x: NO_HASH,
    ownDev: null,
    ownSeen: 0,
  };
}

async function beginStreams(db: DataDatabase, inspections: ReadonlySet<string>): Promise<void> {
  const all = [...inspections];
  const known = await db.stream.bulkGet(all);
  const missing = all.filter((_, i) => known[i] === undefined);
  if (missing.length > 0) await db.stream.bulkAdd(missing.map(newStream));
}
