/** Reading the logs of inspections, each by a cursor that carries the hash of what was read. */
import { bodyHash, EMPTY_CHAIN, nextInStream } from '../domain/operations';
import { isObject, objectIn } from './encoding';
import type { Certificate, Cursor, Held, LogRow } from './ports';
import type { Session } from './session';
import { jsonBody, PROTOCOL, type Reply, type Request, type Said } from './wire';

export const MOST_OPS = 200;
export const MOST_STREAMS = 10;
const PATH = '/sync/v1/pull';
const MOST_REWINDS = 2;

interface Asked {
  readonly n: number;
  readonly h: string;
}

interface PulledPage {
  readonly rows: readonly LogRow[];
  /** Null: what was sent does not lead from the cursor to the hash that was sent with it. */
  readonly next: Cursor | null;
}

/** A page and its cursor are stored in one transaction, and only where the cursor still stands where
 * it stood when the page was asked for. */
export class Puller {
  limit = MOST_OPS;
  /** A log-in is asked for; sending goes on. */
  isSignedOut = false;
  /** An update is asked for; sending goes on. */
  isTooOld = false;
  private due: string[] = [];
  private asksForGrants = true;
  private ackedBefore = 0;
  private readonly rewinds = new Map<string, number>();
  private readonly disputes = new Map<string, string>();

  constructor(private readonly session: Session) {}

  /** Every readable stream is due once. */
  async beginRound(): Promise<void> {
    const streams = await this.session.disk.log.streams();
    this.due = [...streams.keys()].sort();
    this.isSignedOut = this.isTooOld = this.session.isRevoked = false;
    this.asksForGrants = true;
    this.rewinds.clear();
  }

  /** The next pages; null: the end of every stream was reached in this round. */
  async request(): Promise<Request | null> {
    const chain = await this.session.disk.chain.state();
    if (chain === null || chain.needsCode || !this.isOpen) return null;
    if (this.due.length === 0 && !this.asksForGrants) return null;
    if (this.asksForGrants) this.ackedBefore = chain.acked;
    const streams = await this.session.disk.log.streams();
    const asked: Record<string, Asked> = {};
    for (const insp of this.due.slice(0, MOST_STREAMS)) {
      const at = streams.get(insp);
      asked[insp] = { n: at?.n ?? 0, h: at?.h ?? EMPTY_CHAIN };
    }
    const nonce = this.session.newNonce();
    const said = { nonce, dev: chain.dev, proto: PROTOCOL, limit: this.limit, streams: asked };
    const sent = await jsonBody(said, this.session.zips);
    return this.session.signed(chain, 'pull', 'POST', PATH, sent, nonce, asked);
  }

  /** Whether there is network and sense in going on. */
  async receive(request: Request, reply: Reply): Promise<boolean> {
    const zipped = request.headers['Content-Encoding'] !== undefined;
    this.session.heedStatus(reply);
    const said = await this.session.believed(request, reply);
    if (reply.status === 426) this.isTooOld = true;
    if (said === null) {
      if (reply.status === 401) this.isSignedOut = true;
      return this.isSignedOut || this.isTooOld || (reply.status === 415 && zipped);
    }
    if (said.unknown_device === true || this.isTooOld) return true;
    this.asksForGrants = false;
    await this.keepAuthors(said.certs);
    const pages = isObject(said.streams) ? said.streams : {};
    for (const [insp, asked] of Object.entries(request.about as Record<string, Asked>)) {
      const page = pages[insp];
      if (isObject(page)) await this.take(insp, asked, page);
      else this.isDone(insp);
    }
    await this.heedRights(said);
    return true;
  }

  /** What is held here of the streams that were read to their end, and stood not in them; and of those
   * that may not be read any more, what was not proven to be there before. */
  async unseen(): Promise<readonly Held[]> {
    const { chain, log } = this.session.disk;
    const state = await chain.state();
    if (state === null) return [];
    const found: Held[] = [];
    for (const [insp, at] of await log.streams()) {
      if (at.more && at.isReadable) continue;
      found.push(...(await log.unseen(insp, state.dev, Math.min(state.acked, this.ackedBefore))));
    }
    return found;
  }

  private get isOpen(): boolean {
    return !this.isSignedOut && !this.isTooOld && !this.session.isRevoked;
  }

  private async heedRights(said: Said): Promise<void> {
    const { log } = this.session.disk;
    const followed = await log.streams();
    for (const insp of listOf(said.grant)) {
      // Whatever one request could not name is granted again: followed already, it is due or done.
      if (followed.get(insp)?.isReadable) continue;
      await log.follow(insp);
      if (!this.due.includes(insp)) this.due.push(insp);
    }
    for (const insp of listOf(said.revoke)) {
      await log.unfollow(insp);
      this.isDone(insp);
    }
  }

  private async take(insp: string, asked: Asked, page: Said): Promise<void> {
    if (page.rewound === true) {
      if (await this.stillAt(insp, asked)) await this.rewind(insp, true);
      return;
    }
    const { rows, next } = readPage(insp, asked, page);
    if (next === null) {
      await this.beginAgain(insp, asked, true);
      return;
    }
    if (!(await this.session.disk.log.apply(insp, asked, rows, next))) return;
    if (rows.length > 0) this.session.progress += 1;
    if (!next.more) await this.finish(insp, next, page.dig);
  }

  /** Compare and set: a reply that comes late must not move the cursor. */
  private async stillAt(insp: string, asked: Asked): Promise<boolean> {
    const now = (await this.session.disk.log.streams()).get(insp);
    return now !== undefined && now.n === asked.n && now.h === asked.h;
  }

  /** The end is reached: does what is held add up to what the server has? */
  private async finish(insp: string, cursor: Cursor, digest: unknown): Promise<void> {
    const differs = await this.difference(insp, cursor, digest);
    if (differs === null) {
      this.isDone(insp);
      return;
    }
    // Read anew and still at odds over the same: only another state of the server is worth more.
    const dispute = JSON.stringify(digest);
    if (this.disputes.get(insp) === dispute) this.isDone(insp);
    else await this.beginAgain(insp, cursor, differs === 'content');
    if (this.rewinds.has(insp)) this.disputes.set(insp, dispute);
  }

  /** A status changes without a new place in the log: it reaches tablets by reading again. */
  private async difference(
    insp: string,
    cursor: Cursor,
    digest: unknown,
  ): Promise<'content' | 'statuses' | null> {
    if (!isObject(digest) || digest.c !== cursor.n) return null;
    const held = await this.session.disk.log.digest(insp);
    if (typeof digest.x === 'string' && digest.x !== held.mixed) return 'content';
    return typeof digest.s === 'string' && digest.s !== held.statuses ? 'statuses' : null;
  }

  /** A server that is at odds with itself is left for the next round. */
  private async beginAgain(insp: string, asked: Asked, forgetsReceipts: boolean): Promise<void> {
    if (await this.stillAt(insp, asked)) await this.rewind(insp, forgetsReceipts);
    else this.isDone(insp);
  }

  private async rewind(insp: string, forgetsReceipts: boolean): Promise<void> {
    const times = (this.rewinds.get(insp) ?? 0) + 1;
    this.rewinds.set(insp, times);
    if (times > MOST_REWINDS) {
      this.isDone(insp);
      return;
    }
    await this.session.disk.log.rewind(insp, forgetsReceipts);
    if (!this.due.includes(insp)) this.due.push(insp);
  }

  private isDone(insp: string): void {
    this.due = this.due.filter((one) => one !== insp);
  }

  /** Before the operations: what is read can then always be given back. */
  private async keepAuthors(said: unknown): Promise<void> {
    if (!isObject(said)) return;
    const found = new Map<string, Certificate>();
    for (const [dev, item] of Object.entries(said)) {
      if (isObject(item) && typeof item.text === 'string' && typeof item.sig === 'string') {
        found.set(dev, { text: item.text, sig: item.sig });
      }
    }
    if (found.size > 0) await this.session.disk.log.keepAuthors(found);
  }
}

/** The page's operations, and the cursor after them. */
export function readPage(insp: string, asked: Asked, page: Said): PulledPage {
  const rows: LogRow[] = [];
  let { n, h } = asked;
  for (const item of Array.isArray(page.ops) ? page.ops : []) {
    const row = rowOf(insp, item);
    if (row === null) return { rows, next: null };
    rows.push(row);
    n += 1;
    h = nextInStream(h, row.op, bodyHash(row.body));
    if (row.n !== n) return { rows, next: null };
  }
  if (n !== page.n || h !== page.h) return { rows, next: null };
  return { rows, next: { n, h, more: page.more === true, isReadable: true } };
}

function rowOf(insp: string, item: unknown): LogRow | null {
  if (!isObject(item)) return null;
  const { dev, seq, prev, body, sig, status, n } = item;
  if (typeof dev !== 'string' || typeof prev !== 'string' || typeof body !== 'string') return null;
  if (typeof seq !== 'number' || typeof n !== 'number' || typeof sig !== 'string') return null;
  const op = objectIn(body).op;
  if (typeof op !== 'string' || typeof status !== 'string') return null;
  const reason = typeof item.reason === 'string' ? item.reason : null;
  return { dev, seq, prev, body, sig, op, insp, status, reason, n };
}

/** Names of streams; other orders are of a newer server. */
function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
