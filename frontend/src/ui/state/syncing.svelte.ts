/** What waits, what is sent and what is safe, for the screens; the engine is behind `SyncDoors`. */
import { AT_REST, type SyncState } from '../../sync/state';

/** Storage of this browser, as it says itself. `noPhotos`: so little is left that only text is taken. */
export interface Room {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  readonly isPersisted: boolean;
  readonly level: 'fine' | 'low' | 'no_photos';
}

export interface Freeable {
  readonly files: number;
  readonly bytes: number;
}

export interface SyncDoors {
  /** Tells the present state at once and every one after it; gives the way to stop. */
  subscribe(listener: (state: SyncState) => void): () => void;
  /** Sends and reads now; resolves when that came to an end, well or not. */
  now(): Promise<void>;
  room(): Promise<Room | null>;
  /** Files that the server has for good: how many, and how large. */
  freeable(): Promise<Freeable>;
  /** Takes the bytes of those off the tablet. */
  free(): Promise<void>;
  /** The file with everything that the server may not have; null: nothing is held. */
  rescue(): Promise<File | null>;
}

/** Why the last exchange did not come to its end, as the messages know it. */
export type SyncTrouble =
  | 'no_network'
  | 'portal'
  | 'wants_login'
  | 'too_old'
  | 'revoked'
  | 'busy'
  | 'needs_code'
  | 'storage';

export type Shared = 'shared' | 'downloaded' | 'nothing' | 'cancelled' | 'failed';

const NOTHING: Freeable = { files: 0, bytes: 0 };

export class Syncing {
  state = $state.raw<SyncState>(AT_REST);
  room = $state.raw<Room | null>(null);
  freeable = $state.raw<Freeable>(NOTHING);
  /** The storage does not answer any more: what is typed lives in this page alone. */
  isStorageGone = $state(false);
  /** Somebody asked for an exchange that has not come to its end. */
  isAsked = $state(false);
  private doors: SyncDoors | null = null;
  private stop: (() => void) | null = null;

  get unsent(): number {
    return this.state.unsent;
  }

  get isSending(): boolean {
    return (
      this.state.isRunning && (this.unsent > 0 || this.state.blobs.some((one) => one.state === 'sending'))
    );
  }

  get trouble(): SyncTrouble | null {
    return troubleOf(this.state);
  }

  /** From the unlocking on. */
  begin(doors: SyncDoors): void {
    this.end();
    this.doors = doors;
    this.stop = doors.subscribe((state) => {
      this.state = state;
      if (state.storageFailed) this.isStorageGone = true;
    });
  }

  /** At the lock: nothing of this inspector stays in memory. */
  end(): void {
    this.stop?.();
    this.stop = this.doors = null;
    this.state = AT_REST;
    this.isAsked = false;
    this.room = null;
  }

  async now(): Promise<void> {
    this.isAsked = true;
    try {
      await this.doors?.now();
    } finally {
      this.isAsked = false;
    }
  }

  async readRoom(): Promise<void> {
    this.room = (await this.doors?.room().catch(() => null)) ?? null;
    this.freeable = (await this.doors?.freeable().catch(() => NOTHING)) ?? NOTHING;
  }

  async free(): Promise<void> {
    await this.doors?.free();
    await this.readRoom();
  }

  /** Hands the rescue file to another app, or to the downloads where sharing is not to be had. */
  async shareUnsent(): Promise<Shared> {
    try {
      const file = (await this.doors?.rescue()) ?? null;
      return file === null ? 'nothing' : await handOver(file);
    } catch {
      return 'failed';
    }
  }
}

/** The gravest first: what needs a person before what passes by itself. */
export function troubleOf(state: SyncState): SyncTrouble | null {
  if (state.storageFailed) return 'storage';
  if (state.reach === 'revoked') return 'revoked';
  if (state.needsCode) return 'needs_code';
  if (state.reach === 'too_old' || state.reach === 'wants_login') return state.reach;
  if (state.reach === 'portal' || state.reach === 'no_network') return state.reach;
  return state.isBusy ? 'busy' : null;
}

async function handOver(file: File): Promise<Shared> {
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    }
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return 'downloaded';
}
