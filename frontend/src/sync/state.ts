/** What the screens may know of the engine, and a plain way to follow it. */
import type { Kept } from './ports';
import type { ClockOffset, Wipe } from './session';
import type { FileState } from './uploading';
import type { Door } from './wire';

/** `portal`: something answers that is not the server: the Wi-Fi wants a log-in. */
export type Reach = 'unknown' | 'reached' | 'no_network' | 'portal' | 'wants_login' | 'too_old' | 'revoked';

export interface SyncState {
  readonly reach: Reach;
  readonly isRunning: boolean;
  /** The server asked to wait. */
  readonly isBusy: boolean;
  /** Own operations: not acknowledged, acknowledged up to, and in a verified backup up to. */
  readonly unsent: number;
  readonly acked: number;
  readonly durable: number;
  /** Milliseconds of the wall clock: the last round that came to its end. */
  readonly lastSyncAt: number | null;
  /** The same: the last time that the server was heard at all. */
  readonly lastReachedAt: number | null;
  readonly clock: ClockOffset | null;
  readonly blobs: readonly FileState[];
  /** Files wait for Wi-Fi. */
  readonly filesAreHeldBack: boolean;
  /** The first operation that the server takes nothing behind of, and why. */
  readonly stuck: readonly Kept[];
  readonly quarantined: readonly Kept[];
  /** This store was set back or cloned: it records, and sends again once it is let in anew. */
  readonly needsCode: boolean;
  /** A signed order: null, or what is to be done once nothing is left to send (`now`: at once). */
  readonly wipe: Exclude<Wipe, 'none'> | null;
  readonly requests: Readonly<Partial<Record<Door, number>>>;
  /** The tablet's storage did not answer. */
  readonly storageFailed: boolean;
}

export const AT_REST: SyncState = {
  reach: 'unknown',
  isRunning: false,
  isBusy: false,
  unsent: 0,
  acked: 0,
  durable: 0,
  lastSyncAt: null,
  lastReachedAt: null,
  clock: null,
  blobs: [],
  filesAreHeldBack: false,
  stuck: [],
  quarantined: [],
  needsCode: false,
  wipe: null,
  requests: {},
  storageFailed: false,
};

export class Observable<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  set(value: T): void {
    this.current = value;
    for (const listener of this.listeners) listener(value);
  }

  /** Tells the present value at once and every one after it; gives the way to stop. */
  subscribe(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    listener(this.current);
    return () => this.listeners.delete(listener);
  }
}
