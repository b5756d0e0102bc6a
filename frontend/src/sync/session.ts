/** What all parts of the engine share between two requests. Lost when the app closes; nothing in it
 * may be the only record of anything. */
import type { ChainState, Disk, World } from './ports';
import {
  believed,
  type Door,
  type JsonBody,
  newNonce,
  type Reply,
  type Request,
  retryAfterSeconds,
  type Said,
  signedHeaders,
} from './wire';

const LEAST_WAIT_MS = 1000;
const QUIET_JITTER = 0.25;

export type Wipe = 'none' | 'after_deposit' | 'now';

/** Milliseconds to add to the tablet's clock for the server's; `uncertaintyMs`: half a round trip. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
}

export class Session {
  /** Of the clock that only counts: the server asked to wait. */
  quietUntilTicks = 0;
  isRevoked = false;
  wipe: Wipe = 'none';
  /** The server has forgotten this tablet and is told again who it is. */
  showsCertificate = false;
  zips = true;
  offset: ClockOffset | null = null;
  /** Counts what was achieved: an engine that asks and asks while it stands still must stop. */
  progress = 0;
  /** Whether anything of this round was believed. */
  wasReached = false;

  constructor(
    readonly disk: Disk,
    readonly world: World,
  ) {}

  newNonce(): string {
    return newNonce(this.world.random);
  }

  /** A request that the device signs. */
  async signed<About>(
    chain: ChainState,
    door: Door,
    method: Request['method'],
    path: string,
    sent: JsonBody,
    nonce: string,
    about: About,
  ): Promise<Request<About>> {
    const proof = await signedHeaders(chain.dev, this.disk.chain.sign, method, path, sent.body);
    return { door, method, path, body: sent.body, headers: { ...sent.headers, ...proof }, nonce, about };
  }

  /** What the server said in answer to this request; null: no network.
   *
   * Every believed reply moves the mark of what the server holds, forward or back. */
  async believed(request: Request, reply: Reply): Promise<Said | null> {
    const chain = await this.disk.chain.state();
    if (chain === null) return null;
    const said = await believed(reply.body, chain.keys, request.nonce);
    if (said === null) return null;
    this.wasReached = true;
    if (reply.at !== undefined) await this.measure(said, reply.at);
    if (said.dev === chain.dev) await this.heed(chain, said);
    return said;
  }

  /** What a bare status asks for, whoever gave it. */
  heedStatus(reply: Reply): void {
    if (asksToWait(reply)) {
      this.quietUntilTicks = this.endOfWait(reply);
    } else if (reply.status === 415) {
      this.zips = false;
    }
  }

  /** Of the clock that only counts, with jitter: many tablets must not come back in one moment. */
  endOfWait(reply: Reply): number {
    const asked = Math.max(LEAST_WAIT_MS, retryAfterSeconds(reply) * 1000);
    return this.world.ticks() + asked * (1 + QUIET_JITTER * this.world.chance());
  }

  get isQuiet(): boolean {
    return this.world.ticks() < this.quietUntilTicks;
  }

  private async measure(said: Said, at: NonNullable<Reply['at']>): Promise<void> {
    const server = typeof said.time === 'string' ? Date.parse(said.time) : Number.NaN;
    if (Number.isNaN(server)) return;
    const half = at.tookMs / 2;
    this.offset = { offsetMs: Math.round(server - (at.wallMs - half)), uncertaintyMs: Math.round(half) };
    await this.disk.marks.measured(server, at.tookMs);
  }

  private async heed(before: ChainState, said: Said): Promise<void> {
    this.showsCertificate = said.unknown_device === true;
    if (said.revoked === true) {
      this.isRevoked = true;
      this.wipe = said.wipe === 'after_deposit' || said.wipe === 'now' ? said.wipe : 'none';
    }
    await this.disk.chain.heed(said);
    const after = await this.disk.chain.state();
    if (after?.dev === before.dev && after.acked > before.acked) this.progress += 1;
  }
}

export function asksToWait(reply: Reply): boolean {
  return reply.status === 429 || reply.status === 503;
}

/** No body, for HEAD and GET. */
export const EMPTY: JsonBody = { body: new Uint8Array(0), headers: {} };
