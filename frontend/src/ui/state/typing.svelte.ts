/** What stands in a field while somebody types: recorded 400 ms after the last key or on leaving it,
 * kept as a draft every second until then, so that a killed page costs a second of typing at most. */
import { onDestroy } from 'svelte';

export const RECORD_AFTER_MS = 400;
export const DRAFT_EVERY_MS = 1000;

export interface TypingPorts {
  /** What is recorded now, as it stands in the field. */
  recorded(): string;
  /** Ids of what stands there now; left out where nothing is ever replaced. */
  standing?(): readonly string[];
  /** Records what was typed by somebody who had `seen` on the screen. False: it cannot be recorded as it
   * stands, or it did not reach the disk. */
  record(typed: string, seen: readonly string[]): Promise<boolean>;
  /** At every key: what could be recorded, for figures that follow the typing. */
  follow?(typed: string | null): void;
  keepDraft(draft: string | null): Promise<void>;
  draft(): Promise<string | null>;
}

/** `seen`: what stood there when the typing began. */
interface Draft {
  readonly typed: string;
  readonly seen: readonly string[];
}

export class Typing {
  private own = $state<string | null>(null);
  /** Recorded at a pause: it stays as it was typed, `7,` and not `7`, until the field is left. */
  private paused = $state.raw<{ readonly typed: string; readonly recorded: string } | null>(null);
  private seen: readonly string[] = [];
  private writing: Promise<void> | null = null;
  private recordTimer: ReturnType<typeof setTimeout> | undefined;
  private draftTimer: ReturnType<typeof setTimeout> | undefined;
  private hasDraft = false;
  private wasTouched = false;

  constructor(private readonly ports: TypingPorts) {
    const unread = () => null; // what is recorded counts
    void ports
      .draft()
      .then(draftIn)
      .catch(unread)
      .then((kept) => this.restore(kept));
    onDestroy(() => this.leave());
  }

  /** The text of the field. */
  get text(): string {
    const recorded = this.ports.recorded();
    return this.own ?? (this.paused?.recorded === recorded ? this.paused.typed : recorded);
  }

  get isDirty(): boolean {
    return this.own !== null;
  }

  type(text: string): void {
    if (this.own === null) this.seen = this.ports.standing?.() ?? [];
    this.own = text;
    this.paused = null;
    this.wasTouched = true;
    this.ports.follow?.(text);
    clearTimeout(this.recordTimer);
    this.recordTimer = setTimeout(() => void this.write(true), RECORD_AFTER_MS);
    this.draftTimer ??= setTimeout(() => this.keep(), DRAFT_EVERY_MS);
  }

  /** On leaving the field: at once. What is not on the disk stays in the field and in the draft. */
  commit(): Promise<void> {
    return this.write(false);
  }

  /** Takes away what was typed: it was recorded elsewhere, or is not wanted. */
  async discard(): Promise<void> {
    clearTimeout(this.recordTimer);
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    this.own = this.paused = null;
    this.hasDraft = false;
    this.ports.follow?.(null);
    await this.ports.keepDraft(null).catch(() => undefined);
  }

  /** One at a time: what is being written must not be written once more. */
  private write(isPause: boolean): Promise<void> {
    clearTimeout(this.recordTimer);
    const before = this.writing;
    const mine = before === null ? this.writeNow(isPause) : before.then(() => this.writeNow(isPause));
    this.writing = mine;
    return mine.finally(() => {
      if (this.writing === mine) this.writing = null;
    });
  }

  private async writeNow(isPause: boolean): Promise<void> {
    if (!isPause) this.paused = null;
    const typed = this.own;
    if (typed === null) return;
    if (typed !== this.ports.recorded() && !(await this.ports.record(typed, this.seen))) return;
    if (this.own !== typed) return;
    if (isPause) this.paused = { typed, recorded: this.ports.recorded() };
    this.forget();
  }

  private forget(): void {
    this.own = null;
    this.ports.follow?.(null);
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    if (this.hasDraft) void this.ports.keepDraft(null).catch(() => undefined);
    this.hasDraft = false;
  }

  private keep(): void {
    this.draftTimer = undefined;
    if (this.own === null) return;
    this.hasDraft = true;
    const draft: Draft = { typed: this.own, seen: this.seen };
    // Where a draft finds no place, the record will find none either, and says so.
    void this.ports.keepDraft(JSON.stringify(draft)).catch(() => undefined);
  }

  /** Only into a field that nobody touched meanwhile. Its words are recorded beside what came since. */
  private restore(kept: Draft | null): void {
    if (kept === null) return;
    this.hasDraft = true;
    if (this.own !== null) return;
    if (this.wasTouched || kept.typed === this.ports.recorded()) {
      this.forget();
      return;
    }
    this.seen = kept.seen;
    this.own = kept.typed;
    this.ports.follow?.(kept.typed);
  }

  private leave(): void {
    this.wasTouched = true;
    if (this.own !== null) this.keep();
    clearTimeout(this.draftTimer);
    void this.commit().finally(() => this.ports.follow?.(null));
  }
}

/** Null for what this build did not write. */
function draftIn(kept: string | null): Draft | null {
  if (kept === null) return null;
  const { typed, seen } = JSON.parse(kept) as Partial<Draft>;
  return typeof typed === 'string' && Array.isArray(seen) ? { typed, seen } : null;
}
