/** One request at a time in all windows of this browser. */
import { LONGEST_MS } from './transport';

/** Runs the work while nobody else runs any. Rejects with NotExclusive where it lost that right. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

export class NotExclusive extends Error {
  constructor(options?: ErrorOptions) {
    super('another window took over', options);
    this.name = 'NotExclusive';
  }
}

const LOCK = 'insp-push';
/** A frozen window may hold the lock for ever; no request of a living one lasts so long. */
const STEAL_AFTER_MS = LONGEST_MS + 10_000;

/** The part of `navigator.locks` that is used here. */
export interface LockManagerPart {
  request<T>(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    work: () => Promise<T>,
  ): Promise<T>;
}

/** `locks` null: a browser without them, where only this window can be kept in order. */
export function exclusiveBy(locks: LockManagerPart | null, stealAfterMs = STEAL_AFTER_MS): Exclusive {
  if (locks === null) return inThisWindow();
  return async (work) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), stealAfterMs);
    let began = false;
    const begin = () => {
      began = true;
      clearTimeout(timer);
      return work();
    };
    try {
      return await locks.request(LOCK, { signal: patience.signal }, begin);
    } catch (error) {
      if (!isAbort(error)) throw error;
      if (began) throw new NotExclusive({ cause: error });
      return await locks.request(LOCK, { steal: true }, work);
    } finally {
      clearTimeout(timer);
    }
  };
}

function inThisWindow(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
