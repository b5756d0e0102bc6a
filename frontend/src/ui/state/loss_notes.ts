/** How much was unsent when it was last counted: kept outside of the storage that may be lost, so that a
 * loss can be told with its size. Counts and times only. */
import type { Loss } from './session.svelte';

const COUNTED = 'insp-counted';
const LOST = 'insp-lost';

interface Counted {
  readonly unsent: number;
  readonly at: string;
}

export class LossNotes {
  private lastUnsent: number | null = null;

  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null,
    private readonly now: () => Date,
  ) {}

  /** Written only where it changed: it is told several times a second. */
  counted(unsent: number): void {
    if (unsent === this.lastUnsent) return;
    this.lastUnsent = unsent;
    this.write(COUNTED, JSON.stringify({ unsent, at: this.now().toISOString() } satisfies Counted));
  }

  /** The browser told of a loss; it tells it once, so it is kept until somebody has read it. */
  lost(): void {
    this.write(LOST, this.read(COUNTED) ?? '{}');
  }

  seen(): void {
    this.write(LOST, '');
  }

  /** Null: nothing was lost, or it has been read. */
  loss(): Loss | null {
    const kept = this.read(LOST);
    if (!kept) return null;
    const { unsent, at } = JSON.parse(kept) as Partial<Counted>;
    return { unsent: unsent ?? null, countedAt: at === undefined ? null : new Date(at) };
  }

  private read(key: string): string | null {
    try {
      return this.storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  private write(key: string, value: string): void {
    try {
      this.storage?.setItem(key, value);
    } catch {
      // A full local storage costs the number in a notice, nothing else.
    }
  }
}
