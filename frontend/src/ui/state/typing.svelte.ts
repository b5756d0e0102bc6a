/** What stands in a field while somebody types: recorded 400 ms after the last key or on leaving it,
 * kept as a draft every second until then, so that a killed page costs a second of typing at most. */
import { onDestroy } from 'svelte';

export const RECORD_AFTER_MS = 400;
export const DRAFT_EVERY_MS = 1000;

export interface TypingPorts {
  /** What is recorded now, as it stands in the field. */
  recorded(): string;
  /** Records what was typed. False: it cannot be recorded as it stands, or it did not reach the disk. */
  record(typed: string): Promise<boolean>;
  /** At every key: what could be recorded, for figures that follow the typing. */
  follow?(typed: string | null): void;
  keepDraft(typed: string | null): Promise<void>;
  draft(): Promise<string | null>;
}

export class Typing {
  private own = $state<string | null>(null);
  private recordTimer: ReturnType<typeof setTimeout> | undefined;
  private draftTimer: ReturnType<typeof setTimeout> | undefined;
  private hasDraft = false;

  constructor(private readonly ports: TypingPorts) {
    void ports.draft().then((kept) => this.restore(kept));
    onDestroy(() => this.leave());
  }

  /** The text of the field. */
  get text(): string {
    return this.own ?? this.ports.recorded();
  }

  get isDirty(): boolean {
    return this.own !== null;
  }

  type(text: string): void {
    this.own = text;
    this.ports.follow?.(text);
    clearTimeout(this.recordTimer);
    this.recordTimer = setTimeout(() => void this.commit(), RECORD_AFTER_MS);
    this.draftTimer ??= setTimeout(() => this.keep(), DRAFT_EVERY_MS);
  }

  /** On leaving the field: at once. What is not on the disk stays in the field and in the draft. */
  async commit(): Promise<void> {
    clearTimeout(this.recordTimer);
    const typed = this.own;
    if (typed === null) return;
    if (typed !== this.ports.recorded() && !(await this.ports.record(typed))) return;
    if (this.own === typed) this.forget();
  }

  /** Takes away what was typed: it was recorded elsewhere, or is not wanted. */
  async discard(): Promise<void> {
    clearTimeout(this.recordTimer);
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    this.own = null;
    this.hasDraft = false;
    this.ports.follow?.(null);
    await this.ports.keepDraft(null);
  }

  private forget(): void {
    this.own = null;
    this.ports.follow?.(null);
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    if (this.hasDraft) void this.ports.keepDraft(null);
    this.hasDraft = false;
  }

  private keep(): void {
    this.draftTimer = undefined;
    if (this.own === null) return;
    this.hasDraft = true;
    void this.ports.keepDraft(this.own);
  }

  private restore(kept: string | null): void {
    if (kept === null || this.own !== null) return;
    this.hasDraft = true;
    this.own = kept;
    this.ports.follow?.(kept);
  }

  private leave(): void {
    if (this.own !== null) this.keep();
    clearTimeout(this.draftTimer);
    void this.commit().finally(() => this.ports.follow?.(null));
  }
}
