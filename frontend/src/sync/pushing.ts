/** Sending operations: the tablet's own first, then those of others that the server lacks. */
import { isObject } from './encoding';
import type { Certificate, ChainState, Held, Kept } from './ports';
import type { Session } from './session';
import { jsonBody, PROTOCOL, type Reply, type Request, type Said } from './wire';

export const MOST_OPS = 200;
export const MOST_BYTES = 256_000;
const ENVELOPE_BYTES = 260;
const PATH = '/sync/v1/push';

interface Sent {
  readonly rows: readonly Held[];
  readonly showsCertificate: boolean;
}

/** `request` and `relay` give the next thing to send, `receive` heeds the answer, whenever it comes. */
export class Pusher {
  limit = MOST_OPS;
  /** In this round: the server takes no more of the chain. */
  isStuck = false;
  stuck: Kept | null = null;
  /** In this round, so that the log must be read again. */
  hasRelayed = false;
  /** Own operations that the server put aside, by id, until the log tells of them. */
  readonly quarantined = new Map<string, Kept>();
  private readonly offered = new Set<string>();

  constructor(private readonly session: Session) {}

  /** What was hopeless may have become possible: the server may have been updated. `goesOn`: in one
   * synchronisation nothing is given back twice. */
  beginRound(goesOn: boolean): void {
    this.isStuck = this.hasRelayed = false;
    if (!goesOn) this.offered.clear();
  }

  /** The next operations of the own chain; null: nothing to send, or not possible now. */
  async request(): Promise<Request | null> {
    const chain = await this.session.disk.chain.state();
    if (chain === null || chain.needsCode || this.isStuck) return null;
    const rows = await this.session.disk.chain.unsent(this.limit, MOST_BYTES);
    if (rows.length === 0) this.stuck = null;
    return rows.length > 0 || this.session.showsCertificate ? this.push('push', chain, rows) : null;
  }

  /** What is held here and was not seen in the log on this pass, once a round.
   *
   * The answer proves nothing: only the log does, when it is read again. */
  async relay(unseen: readonly Held[]): Promise<Request | null> {
    const chain = await this.session.disk.chain.state();
    if (chain === null || chain.needsCode) return null;
    const fresh = unseen.filter((row) => !this.offered.has(nameOf(row)));
    const rows = this.batch(fresh.sort((one, other) => one.seq - other.seq));
    return rows.length > 0 ? this.push('relay', chain, rows) : null;
  }

  /** Whether there is network and sense in going on. */
  async receive(request: Request, reply: Reply): Promise<boolean> {
    const { rows, showsCertificate } = request.about as Sent;
    const before = await this.session.disk.chain.state();
    const zipped = request.headers['Content-Encoding'] !== undefined;
    this.session.heedStatus(reply);
    const said = await this.session.believed(request, reply);
    if (reply.status === 413 || reply.status === 431) return this.shrink(request.door, rows);
    if (reply.status === 400 || reply.status === 422) return this.bisect(request.door, rows);
    if (said === null) return reply.status === 415 && zipped;
    if (said.unknown_device === true) return !showsCertificate;
    this.limit = Math.min(MOST_OPS, this.limit + 1);
    if (request.door === 'relay') this.crossOff(rows);
    else await this.heedOwn(rows, said, before);
    return true;
  }

  private async heedOwn(rows: readonly Held[], said: Said, before: ChainState | null): Promise<void> {
    const { chain } = this.session.disk;
    const after = await chain.state();
    // A fork in the own chain: another copy of this store was faster at some place of it.
    if (said.fork === true && said.dev === after?.dev) await chain.forsake();
    const stoodStill = before?.dev === after?.dev && before?.acked === after?.acked;
    this.noteResults(rows, said);
    this.isStuck = rows.length > 0 && stoodStill;
    this.stuck = this.isStuck && after?.needsCode !== true ? kept(rows[0], 'not_taken') : null;
  }

  private noteResults(rows: readonly Held[], said: Said): void {
    const [results, why] = [listIn(said.res), listIn(said.why)];
    rows.forEach((row, place) => {
      if (results[place] === 'quarantine' || results[place] === 'clash') {
        const found = kept(row, textIn(why[place]) ?? textIn(results[place]));
        if (found !== null) this.quarantined.set(row.op, found);
      }
    });
  }

  /** Offered in this round, so not again before the log was read: one bad operation of somebody else
   * must not keep the others waiting. */
  private crossOff(rows: readonly Held[]): void {
    for (const row of rows) this.offered.add(nameOf(row));
    this.hasRelayed = true;
    this.session.progress += 1;
  }

  private async push(door: 'push' | 'relay', chain: ChainState, rows: readonly Held[]): Promise<Request> {
    const { session } = this;
    const nonce = session.newNonce();
    const shows = session.showsCertificate;
    const certs = await this.carried(chain.dev, rows);
    const said = {
      nonce,
      dev: chain.dev,
      proto: PROTOCOL,
      pending: chain.head.seq - chain.acked,
      local_head: chain.head.seq,
      ops: rows.map(({ dev, seq, prev, body, sig }) => ({ dev, seq, prev, body, sig })),
      ...(shows ? { cert: chain.certificate } : {}),
      ...(certs.length > 0 ? { certs } : {}),
    };
    const sent = await jsonBody(said, session.zips);
    const about: Sent = { rows, showsCertificate: shows };
    return session.signed(chain, door, 'POST', PATH, sent, nonce, about);
  }

  private async carried(own: string, rows: readonly Held[]): Promise<readonly Certificate[]> {
    const devs = new Set(rows.map((row) => row.dev));
    devs.delete(own);
    if (devs.size === 0) return [];
    const found = await this.session.disk.log.authors(devs);
    return [...found]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { text, sig }]) => ({ text, sig }));
  }

  private batch(rows: readonly Held[]): readonly Held[] {
    const batch: Held[] = [];
    let size = 0;
    for (const row of rows) {
      size += row.body.length + ENVELOPE_BYTES;
      if (batch.length >= this.limit || (batch.length > 0 && size > MOST_BYTES)) break;
      batch.push(row);
    }
    return batch;
  }

  /** Something on the way takes no more than so much. */
  private shrink(door: string, rows: readonly Held[]): boolean {
    this.limit = Math.max(1, Math.floor(Math.min(this.limit, rows.length) / 2));
    if (rows.length <= 1) this.putAside(door, rows, 'too_large');
    return true;
  }

  /** Something in it cannot be read by the server: find which, keep it, go on with the rest. */
  private bisect(door: string, rows: readonly Held[]): boolean {
    if (rows.length > 1) this.limit = Math.max(1, Math.floor(rows.length / 2));
    else this.putAside(door, rows, 'unreadable');
    return true;
  }

  private putAside(door: string, rows: readonly Held[], why: string): void {
    if (door === 'relay') {
      for (const row of rows) this.offered.add(nameOf(row));
    } else {
      this.isStuck = true;
      this.stuck = kept(rows[0], why);
    }
  }
}

function kept(row: Held | undefined, why: string | null): Kept | null {
  return row === undefined ? null : { op: row.op, insp: row.insp, seq: row.seq, why };
}

function nameOf(row: Held): string {
  return `${row.dev}/${row.seq}/${row.prev}`;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A reason as the server words it: a code, or an object that holds one. */
function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return isObject(value) && typeof value.code === 'string' ? value.code : null;
}
