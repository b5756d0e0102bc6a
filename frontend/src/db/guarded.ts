/** A database whose connection may die under the app, as Safari's does. */
import Dexie from 'dexie';
import { NotSaved } from './opened';

const LOST = new Set(['UnknownError', 'InvalidStateError', 'DatabaseClosedError']);
const LOST_WORDS =
  /connection (is|was) (closing|closed|lost)|server lost|lost connection|database.*(closed|closing)/i;
const MOST_FAILURES = 3;

/** Whether the error says that the connection is gone, not that the work was wrong. */
export function isConnectionLost(error: unknown): boolean {
  for (const one of causes(error)) {
    if (LOST.has(one.name) || LOST_WORDS.test(one.message)) return true;
  }
  return false;
}

/** Whether there was no room on the device. */
export function isQuota(error: unknown): boolean {
  return causes(error).some((one) => one.name === 'QuotaExceededError' || /quota/i.test(one.message));
}

function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let at: unknown = error; at instanceof Error && !found.includes(at); ) {
    found.push(at);
    at = (at as { inner?: unknown }).inner ?? at.cause;
  }
  return found;
}

/** `gone`: three failures in a row. `elsewhere`: another window changes the database. */
export type Trouble = 'gone' | 'elsewhere';

export class Guarded<D extends Dexie> {
  private db: D | null = null;
  private opening: Promise<D> | null = null;
  private failures = 0;
  private readonly listeners = new Set<(trouble: Trouble) => void>();

  constructor(private readonly make: () => D) {}

  /** Runs the work on an open handle; on a lost connection once more, on a new handle.
   * The work must bear being done twice. Rejects with NotSaved `storage_gone` after three failures. */
  async run<T>(work: (db: D) => Promise<T>): Promise<T> {
    try {
      return this.well(await work(await this.handle()));
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      this.failed();
      this.close();
    }
    try {
      return this.well(await work(await this.handle()));
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      this.failed();
      this.close();
      throw new NotSaved('storage_gone', { cause: error });
    }
  }

  /** Tells of a database that cannot be reached; gives the way to stop. */
  onTrouble(listener: (trouble: Trouble) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    const db = this.db;
    this.db = this.opening = null;
    db?.close({ disableAutoOpen: true });
  }

  private async handle(): Promise<D> {
    if (this.db !== null) return this.db;
    this.opening ??= this.open();
    try {
      return await this.opening;
    } finally {
      this.opening = null;
    }
  }

  private async open(): Promise<D> {
    const db = this.make();
    db.on('versionchange', () => {
      this.close();
      this.tell('elsewhere');
      return false;
    });
    db.on('close', () => {
      if (this.db === db) this.db = null;
    });
    await db.open();
    this.db = db;
    return db;
  }

  private well<T>(result: T): T {
    this.failures = 0;
    return result;
  }

  private failed(): void {
    this.failures += 1;
    if (this.failures >= MOST_FAILURES) this.tell('gone');
  }

  private tell(trouble: Trouble): void {
    for (const listener of this.listeners) listener(trouble);
  }
}

/** The options that every database here is opened with. */
export function optionsOf(
  environment: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange },
  durability: 'strict' | 'relaxed',
) {
  return {
    indexedDB: environment.indexedDB,
    IDBKeyRange: environment.IDBKeyRange,
    chromeTransactionDurability: durability,
    autoOpen: false,
  };
}

export { Dexie };
