/** What the tablet's storage needs from the outside, so that a test or a bench can bring its own. */

/** A channel between windows of one browser; BroadcastChannel has this shape. */
export interface Channel {
  postMessage(message: unknown): void;
  close(): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** The part of `navigator.locks` that is used here. */
export interface Locks {
  request<T>(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    work: () => Promise<T>,
  ): Promise<T>;
}

/** The part of `navigator.storage` that is used here. */
export interface StorageRoom {
  estimate(): Promise<{ usage?: number; quota?: number }>;
  persisted(): Promise<boolean>;
  persist(): Promise<boolean>;
}

/** `ver` whole and growing, `b` the build, `os` what the browser says it runs on. */
export interface AppMark {
  readonly ver: number;
  readonly b: string;
  readonly os: string;
  readonly [key: string]: string | number;
}

export interface Environment {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
  readonly crypto: Crypto;
  /** Wall clock, which lies. */
  now(): Date;
  /** Milliseconds since an arbitrary start that `bootId` names; never goes back. */
  monotonic(): number;
  readonly bootId: string;
  readonly locks: Locks | null;
  readonly storage: StorageRoom | null;
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem'> | null;
  channel(name: string): Channel | null;
  readonly app: AppMark;
}

/** The browser's own. `app` comes from the build. */
export function browserEnvironment(app: AppMark): Environment {
  const crypto = globalThis.crypto;
  return {
    indexedDB: globalThis.indexedDB,
    IDBKeyRange: globalThis.IDBKeyRange,
    crypto,
    now: () => new Date(),
    monotonic: () => performance.now(),
    bootId: crypto.randomUUID().slice(0, 8),
    locks: navigator.locks ?? null,
    storage: navigator.storage ?? null,
    localStorage: openedLocalStorage(),
    channel: (name) => (typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)),
    app,
  };
}

function openedLocalStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // forbidden by the browser's settings
  }
}
