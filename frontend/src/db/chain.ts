/** The tablet's own chain: where it stands, and what the server holds of it. */
import { firstLink } from '../domain/operations';
import { type Outbox, type OutboxDatabase, rowsOfChain } from './outbox';
import { type Profile, profileKey } from './profiles';
import type { SealingKey } from './sealing';

/** What an enrolment gave. `keys`: the server's signing keys by kid, pinned. */
export interface Enrolled {
  readonly dev: string;
  readonly usr: string;
  readonly publicKey: string;
  readonly certificate: string;
  readonly signature: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** One enrolment. `acked`: the server has everything up to here, which may go back; `durable`: and in
 * a verified backup. `needsEnrolment`: this store was set back or cloned, and would contradict itself. */
export interface Enrolment extends Enrolled {
  readonly profile: string;
  readonly seal: SealingKey | null;
  readonly first: string;
  readonly acked: number;
  readonly durable: number;
  readonly needsEnrolment: boolean;
}

export interface Place {
  readonly seq: number;
  readonly link: string;
}

/** An enrolment and the last place of its chain. */
export interface Standing {
  readonly enrolment: Enrolment;
  readonly head: Place;
}

/** What a believed reply says of this chain. */
export interface SaidOfChain {
  readonly dev?: unknown;
  readonly head?: unknown;
  readonly durable?: unknown;
  readonly unknown_device?: unknown;
}

export const chainKey = (dev: string): string => `chain|${dev}`;
export const headKey = (dev: string): string => `head|${dev}`;

/** Needs no key: a locked tablet still sends. */
export class Chain {
  constructor(
    private readonly outbox: Outbox,
    readonly profile: string,
  ) {}

  /** Null before the first enrolment. */
  standing(): Promise<Standing | null> {
    return this.outbox.run((db) =>
      db.transaction('r', db.kv, async () => {
        const dev = (await db.value<Profile>(profileKey(this.profile)))?.dev ?? null;
        return dev === null ? null : standingIn(db, dev);
      }),
    );
  }

  /** How many operations the server has not acknowledged. */
  async pending(): Promise<number> {
    const standing = await this.standing();
    return standing === null ? 0 : standing.head.seq - standing.enrolment.acked;
  }

  /** What any believed reply says about this chain. The server's head is where this chain is, or else
   * this store has been set back or cloned. */
  async heed(said: SaidOfChain): Promise<void> {
    await this.change((db, standing) => this.heedIn(db, standing, said));
  }

  /** From now on this tablet records, and waits for a new enrolment to send. */
  async forsake(): Promise<void> {
    await this.change(async (db, { enrolment }) => keep(db, { ...enrolment, needsEnrolment: true }));
  }

  private async change(work: (db: OutboxDatabase, standing: Standing) => Promise<void>): Promise<void> {
    await this.outbox.run((db) =>
      db.transaction('rw', db.kv, db.env, async () => {
        const dev = (await db.value<Profile>(profileKey(this.profile)))?.dev ?? null;
        const standing = dev === null ? null : await standingIn(db, dev);
        if (standing !== null) await work(db, standing);
      }),
    );
  }

  private async heedIn(db: OutboxDatabase, standing: Standing, said: SaidOfChain): Promise<void> {
    const { enrolment, head } = standing;
    if (said.dev !== enrolment.dev || enrolment.needsEnrolment) return;
    let next = enrolment;
    if (said.unknown_device) next = { ...next, acked: 0 }; // set back to before this enrolment
    const told = placeIn(said.head);
    if (told !== null) {
      const link = told.seq > head.seq ? null : await linkAt(db, enrolment, told.seq);
      next = link === told.link ? { ...next, acked: told.seq } : { ...next, needsEnrolment: true };
    }
    if (Number.isSafeInteger(said.durable)) next = { ...next, durable: said.durable as number };
    if (!isSame(next, enrolment)) {
      await keep(db, next);
      await mark(db, enrolment, next, head.seq);
    }
  }
}

export async function standingIn(db: OutboxDatabase, dev: string): Promise<Standing | null> {
  const [enrolment, head] = await Promise.all([
    db.value<Enrolment>(chainKey(dev)),
    db.value<Place>(headKey(dev)),
  ]);
  return enrolment === undefined || head === undefined ? null : { enrolment, head };
}

/** The enrolment as it begins. Throws where the certificate is no JSON. */
export function newEnrolment(enrolled: Enrolled, profile: string): Enrolment {
  const { dev, usr, publicKey, certificate, signature, keys } = enrolled;
  return {
    dev,
    usr,
    publicKey,
    certificate,
    signature,
    keys,
    profile,
    seal: sealingKeyIn(certificate),
    first: firstLink(certificate),
    acked: 0,
    durable: 0,
    needsEnrolment: false,
  };
}

function sealingKeyIn(certificate: string): SealingKey | null {
  const seal: unknown = JSON.parse(certificate)?.keys?.seal;
  if (typeof seal !== 'object' || seal === null) return null;
  const { kid, public_key } = seal as Record<string, unknown>;
  return typeof kid === 'string' && typeof public_key === 'string' ? { kid, public_key } : null;
}

function placeIn(head: unknown): Place | null {
  if (typeof head !== 'object' || head === null) return null;
  const { seq, link } = head as Record<string, unknown>;
  return Number.isSafeInteger(seq) && typeof link === 'string' ? { seq: seq as number, link } : null;
}

async function linkAt(db: OutboxDatabase, enrolment: Enrolment, seq: number): Promise<string | null> {
  if (seq === 0) return enrolment.first;
  return (await db.env.get([enrolment.dev, seq]))?.link ?? null;
}

function isSame(one: Enrolment, other: Enrolment): boolean {
  return (
    one.acked === other.acked && one.durable === other.durable && one.needsEnrolment === other.needsEnrolment
  );
}

async function keep(db: OutboxDatabase, enrolment: Enrolment): Promise<void> {
  await db.kv.put({ k: chainKey(enrolment.dev), v: enrolment });
}

const MARKED_AT_ONCE = 500;

/** Writes into the rows what they are now, for rescue.html, which knows no marks. */
async function mark(db: OutboxDatabase, before: Enrolment, now: Enrolment, last: number): Promise<void> {
  if (before.acked === now.acked && before.durable === now.durable) return;
  const stateAt = (seq: number) => (seq > now.acked ? 0 : seq > now.durable ? 1 : 2);
  const marks = [before.acked, now.acked, before.durable, now.durable];
  const to = Math.min(last, Math.max(...marks));
  for (let from = Math.min(...marks) + 1; from <= to; from += MARKED_AT_ONCE) {
    const rows = await rowsOfChain(db, now.dev, from, Math.min(to, from + MARKED_AT_ONCE - 1)).toArray();
    const changed = rows.filter((row) => row.st !== stateAt(row.seq));
    await db.env.bulkPut(changed.map((row) => ({ ...row, st: stateAt(row.seq) })));
  }
}
