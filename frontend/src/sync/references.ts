/** Facilities, standards and checklists: a signed list of hashes, then each document by its hash. */
import type { ReferenceEntry } from '../domain/references';
import { hashOfBytes, isObject } from './encoding';
import { EMPTY, type Session } from './session';
import { jsonBody, PROTOCOL, type Reply, type Request } from './wire';

const PATH = '/sync/v1/references';
const LIST_LASTS_MS = 10 * 60 * 1000;

export class ReferenceFetcher {
  private listedAtTicks: number | null = null;
  private missing: readonly ReferenceEntry[] = [];
  private isStale = false;

  constructor(private readonly session: Session) {}

  /** The list is asked for once in a while, or at once where somebody waits for it. */
  beginRound(isUrgent: boolean): void {
    const age = this.listedAtTicks === null ? null : this.session.world.ticks() - this.listedAtTicks;
    if (isUrgent || this.isStale || age === null || age > LIST_LASTS_MS) {
      this.listedAtTicks = null;
      this.isStale = false;
      this.missing = [];
    }
  }

  async request(): Promise<Request | null> {
    const { session } = this;
    const chain = await session.disk.chain.state();
    if (chain === null || chain.needsCode || session.isRevoked) return null;
    const nonce = session.newNonce();
    const next = this.missing[0];
    if (next !== undefined) {
      const path = `${PATH}/${next.sha256}`;
      return session.signed(chain, 'reference', 'GET', path, EMPTY, nonce, next);
    }
    if (this.listedAtTicks !== null) return null;
    const sent = await jsonBody({ nonce, dev: chain.dev, proto: PROTOCOL }, false);
    return session.signed(chain, 'references', 'POST', PATH, sent, nonce, null);
  }

  /** Whether there is network and sense in going on. */
  async receive(request: Request, reply: Reply): Promise<boolean> {
    this.session.heedStatus(reply);
    if (request.door === 'reference') return this.take(request.about as ReferenceEntry, reply);
    const said = await this.session.believed(request, reply);
    if (said?.unknown_device === true) return true; // it is told who this is, and asked again
    if (said === null || !Array.isArray(said.references)) return this.refused(reply);
    this.listedAtTicks = this.session.world.ticks();
    const entries = said.references.map(entryOf).filter((entry) => entry !== null);
    this.missing = await this.session.disk.references.want(entries);
    return true;
  }

  private async take(entry: ReferenceEntry, reply: Reply): Promise<boolean> {
    if (reply.status === 200 && hashOfBytes(reply.body) === entry.sha256) {
      await this.session.disk.references.store(entry.sha256, reply.body);
      this.session.progress += 1;
      this.session.wasReached = true;
      this.missing = this.missing.filter((one) => one.sha256 !== entry.sha256);
      return true;
    }
    if (reply.status !== 404 && reply.status !== 410) return this.refused(reply);
    // Of an older list: a new one is asked for in the next round.
    this.missing = [];
    this.isStale = true;
    return true;
  }

  /** A server that has no such door, or takes this tablet in no more, is left for a while. */
  private refused(reply: Reply): boolean {
    if (reply.status < 400 || reply.status >= 500 || reply.status === 429) return false;
    this.listedAtTicks = this.session.world.ticks();
    this.missing = [];
    return true;
  }
}

function entryOf(item: unknown): ReferenceEntry | null {
  if (!isObject(item)) return null;
  const { name, sha256, size } = item;
  if (typeof name !== 'string' || typeof size !== 'number') return null;
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? { name, sha256, size } : null;
}
