/** Rounds of sending and reading, one request at a time in all windows, as long as it gets on. */
import { NotSaved } from '../db/opened';
import { type Exclusive, NotExclusive } from './locks';
import type { Disk, Held, Kept, World } from './ports';
import { Puller } from './pulling';
import { Pusher } from './pushing';
import { ReferenceFetcher } from './references';
import { Session } from './session';
import { AT_REST, Observable, type Reach, type SyncState } from './state';
import type { Send } from './transport';
import { Uploader } from './uploading';
import { type Door, isPortal, type Reply, type Request } from './wire';

export const MOST_ROUNDS = 4;
export const MOST_REQUESTS = 2_000;
/** Of requests in a row that brought nothing on: then something is at odds, and time may help. */
export const MOST_FRUITLESS = 24;
const BREATH_MS = 300;

/** `own`: only what was recorded here goes out; `all`: reading, files and references as well;
 * `urgent`: somebody waits for it. */
export type Kind = 'own' | 'all' | 'urgent';

/** `done`: nothing is left to send or read. `later`: the server asked to wait. `broken`: no network.
 * `stood_still`: it answers, and nothing gets on. `locked`: the app was locked meanwhile. */
export type Ending = 'done' | 'later' | 'broken' | 'stood_still' | 'locked' | 'storage';

export interface EngineParts {
  readonly disk: Disk;
  readonly world: World;
  readonly send: Send;
  readonly exclusive: Exclusive;
}

export class Engine {
  readonly state = new Observable<SyncState>(AT_REST);
  readonly session: Session;
  readonly pusher: Pusher;
  readonly puller: Puller;
  readonly uploader: Uploader;
  readonly references: ReferenceFetcher;
  private running: Promise<Ending> | null = null;
  private next: Kind | null = null;
  private unseen: Held[] | null = null;
  private reach: Reach = 'unknown';
  private lastReachedAt: number | null = null;
  private storageFailed = false;
  private isStopped = false;
  private putAside: readonly Kept[] = [];
  private readonly counts: Partial<Record<Door, number>> = {};

  constructor(private readonly parts: EngineParts) {
    this.session = new Session(parts.disk, parts.world);
    this.pusher = new Pusher(this.session);
    this.puller = new Puller(this.session);
    this.uploader = new Uploader(this.session);
    this.references = new ReferenceFetcher(this.session);
  }

  /** One synchronisation; while one is under way, one more behind it, however often it is asked for.
   * Never rejects. */
  synchronise(kind: Kind = 'all'): Promise<Ending> {
    if (this.running === null) {
      this.running = this.run(kind).finally(() => {
        this.running = null;
      });
      return this.running;
    }
    this.next = this.next === null ? kind : stronger(this.next, kind);
    return this.running.then(() => {
      const waiting = this.next;
      this.next = null;
      return waiting === null ? (this.running ?? 'done') : this.synchronise(waiting);
    });
  }

  syncNow(): Promise<Ending> {
    return this.synchronise('urgent');
  }

  /** No further request; resolves when the one under way came to its end. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(kind: Kind): Promise<Ending> {
    let ending: Ending;
    try {
      await this.tell({ isRunning: true });
      this.putAside = await this.parts.disk.log.putAside();
      ending = await this.rounds(kind);
      this.putAside = await this.parts.disk.log.putAside();
      if (ending === 'done' && kind !== 'own') await this.noteWhole();
      this.storageFailed = false;
    } catch (error) {
      ending = error instanceof NotSaved && error.code === 'locked' ? 'locked' : 'storage';
      this.storageFailed = ending === 'storage';
    }
    await this.tell({ isRunning: false }).catch(() => undefined);
    return ending;
  }

  /** Everything was sent and read: the log tells now what this window knew from answers. */
  private async noteWhole(): Promise<void> {
    if (this.reach !== 'reached') return;
    this.pusher.quarantined.clear();
    await this.parts.disk.marks.keepLastSync(this.parts.world.now());
  }

  /** What was given back to the server must be seen in the log, hence a second round. */
  private async rounds(kind: Kind): Promise<Ending> {
    const budget = new Budget();
    for (let number = 0; number < MOST_ROUNDS; number++) {
      await this.begin(kind, number);
      const ending = await this.round(kind, budget);
      if (ending !== 'done' || !this.pusher.hasRelayed) return ending;
    }
    return 'done';
  }

  private async begin(kind: Kind, number: number): Promise<void> {
    this.unseen = null;
    this.pusher.beginRound(number > 0);
    if (kind === 'own') return;
    await this.puller.beginRound();
    this.uploader.beginRound();
    if (number === 0) this.references.beginRound(kind === 'urgent');
  }

  private async round(kind: Kind, budget: Budget): Promise<Ending> {
    while (!budget.isSpent) {
      const before = this.session.progress;
      const step = await this.exclusively(kind);
      budget.spend(this.session.progress > before);
      if (step === 'none') return this.orLater('done');
      if (step === 'refused' || (step === 'lost' && !budget.bearsBreak())) return this.orLater('broken');
      if (step === 'lost') await this.parts.world.wait(BREATH_MS * (1 + this.parts.world.chance()));
      await this.tell();
    }
    return 'stood_still';
  }

  private orLater(ending: Ending): Ending {
    return this.session.isQuiet ? 'later' : ending;
  }

  /** One request and its answer, while no other window does the same. */
  private async exclusively(kind: Kind): Promise<'none' | 'heeded' | 'refused' | 'lost'> {
    try {
      return await this.parts.exclusive(() => this.exchange(kind));
    } catch (error) {
      if (error instanceof NotExclusive) return 'lost';
      throw error;
    }
  }

  private async exchange(kind: Kind): Promise<'none' | 'heeded' | 'refused' | 'lost'> {
    const request = await this.nextRequest(kind);
    if (request === null) return 'none';
    this.counts[request.door] = (this.counts[request.door] ?? 0) + 1;
    const reply = await this.parts.send(request);
    if (reply === null) {
      this.reach = 'no_network';
      if (isOfFile(request)) await this.uploader.broke(request);
      return 'lost';
    }
    this.session.wasReached = false;
    const isHeeded = await this.receive(request, reply);
    this.noteReach(request, reply, isHeeded);
    return isHeeded ? 'heeded' : 'refused';
  }

  /** Own operations, then reading, then what the server lacks of others, then files and references. */
  async nextRequest(kind: Kind): Promise<Request | null> {
    if (this.session.isQuiet || this.isStopped) return null;
    const own = await this.pusher.request();
    if (own !== null || kind === 'own') return own;
    return (
      (await this.puller.request()) ??
      (await this.pusher.relay(await this.notSeen())) ??
      (await this.uploader.request()) ??
      (await this.references.request())
    );
  }

  /** Heeds the answer, whenever it comes. Whether there is network and sense in going on. */
  receive(request: Request, reply: Reply): Promise<boolean> {
    switch (request.door) {
      case 'push':
      case 'relay':
        return this.pusher.receive(request, reply);
      case 'pull':
        this.unseen = null;
        return this.puller.receive(request, reply);
      case 'references':
      case 'reference':
        return this.references.receive(request, reply);
      default:
        return this.uploader.receive(request, reply);
    }
  }

  /** Looked for once behind the last page that was read. */
  private async notSeen(): Promise<readonly Held[]> {
    this.unseen ??= [...(await this.puller.unseen())];
    return this.unseen;
  }

  private noteReach(request: Request, reply: Reply, isHeeded: boolean): void {
    const isSilent =
      isHeeded && (request.door === 'chunk' || request.door === 'offset') && reply.status < 300;
    if (this.session.wasReached || isSilent) {
      this.lastReachedAt = this.parts.world.now();
      this.reach = 'reached';
    } else if (isPortal(reply)) {
      this.reach = 'portal';
    } else if (!isHeeded) {
      this.reach = 'no_network';
    }
    if (this.puller.isSignedOut) this.reach = 'wants_login';
    if (this.puller.isTooOld) this.reach = 'too_old';
    if (this.session.isRevoked) this.reach = 'revoked';
  }

  /** Reads anew what is shown. */
  async tell(more: Partial<SyncState> = {}): Promise<void> {
    const { disk } = this.parts;
    const { session, pusher } = this;
    const chain = await disk.chain.state();
    this.state.set({
      ...this.state.value,
      reach: this.reach,
      isBusy: session.isQuiet,
      unsent: chain === null ? 0 : chain.head.seq - chain.acked,
      acked: chain?.acked ?? 0,
      durable: chain?.durable ?? 0,
      needsCode: chain?.needsCode ?? false,
      lastSyncAt: await disk.marks.lastSyncAt(),
      lastReachedAt: this.lastReachedAt,
      clock: session.offset,
      blobs: await this.uploader.files(),
      filesAreHeldBack: this.uploader.isHeldBack(),
      stuck: pusher.stuck === null ? [] : [pusher.stuck],
      quarantined: merged(this.putAside, pusher.quarantined),
      wipe: session.isRevoked && session.wipe !== 'none' ? session.wipe : null,
      requests: { ...this.counts },
      storageFailed: this.storageFailed,
      ...more,
    });
  }
}

function merged(known: readonly Kept[], fresh: ReadonlyMap<string, Kept>): readonly Kept[] {
  const ops = new Set(known.map((kept) => kept.op));
  return [...known, ...[...fresh.values()].filter((kept) => !ops.has(kept.op))];
}

/** How long one synchronisation may go on asking. */
class Budget {
  private left = MOST_REQUESTS;
  private fruitless = 0;
  private gotOn = true;

  get isSpent(): boolean {
    return this.left === 0 || this.fruitless === MOST_FRUITLESS;
  }

  spend(gotOn: boolean): void {
    this.left -= 1;
    this.fruitless = gotOn ? 0 : this.fruitless + 1;
    this.gotOn ||= gotOn;
  }

  /** A line that breaks again before it brought anything is no line. */
  bearsBreak(): boolean {
    const bears = this.gotOn;
    this.gotOn = false;
    return bears;
  }
}

function stronger(one: Kind, other: Kind): Kind {
  const order: readonly Kind[] = ['own', 'all', 'urgent'];
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

function isOfFile(request: Request): boolean {
  return request.door === 'create' || request.door === 'offset' || request.door === 'chunk';
}
