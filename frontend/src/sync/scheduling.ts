/** When to synchronise: at the start, behind a record, when the app comes into view, when a network
 * appears, every minute while it is looked at; and after a failure not before a while. */
import type { Ending, Engine, Kind } from './engine';
import type { World } from './ports';

const EVERY_MS = 60_000;
const AFTER_RECORD_MS = 2_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** What tells that the moment may be good; browserSignals() of a browser. */
export interface Signals {
  isVisible(): boolean;
  /** Gives the way to stop. */
  onVisible(listener: () => void): () => void;
  onOnline(listener: () => void): () => void;
  /** Calls once, `ms` from now; gives the way to stop. */
  later(ms: number, work: () => void): () => void;
}

/** Full jitter: anything from nothing up to 2 s, 4 s, ... 5 min. `failures` from 1. */
export function backOffMs(failures: number, chance: number): number {
  return chance * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
}

export class Scheduler {
  private failures = 0;
  private notBeforeTicks = 0;
  private stops: (() => void)[] = [];
  private stopTimer: (() => void) | null = null;
  private stopRecord: (() => void) | null = null;
  private isStarted = false;

  constructor(
    private readonly engine: Engine,
    private readonly signals: Signals,
    private readonly world: World,
  ) {}

  /** From the unlocking of the app to its locking. */
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.stops = [
      this.signals.onVisible(() => void this.go('all')),
      this.signals.onOnline(() => void this.go('all')),
    ];
    void this.go('all');
  }

  stop(): void {
    this.isStarted = false;
    for (const stop of this.stops) stop();
    this.stops = [];
    this.stopTimer?.();
    this.stopRecord?.();
    this.stopTimer = this.stopRecord = null;
  }

  /** Something was recorded. Several in a row make one request. */
  recorded(): void {
    if (!this.isStarted || this.stopRecord !== null) return;
    this.stopRecord = this.signals.later(AFTER_RECORD_MS, () => {
      this.stopRecord = null;
      if (this.isStarted && this.world.ticks() >= this.notBeforeTicks) void this.go('own');
    });
  }

  /** Somebody asked for it: no back-off is waited for, only what the server itself asked for. */
  now(): Promise<Ending> {
    return this.go('urgent');
  }

  private async go(kind: Kind): Promise<Ending> {
    const ending = await this.engine.synchronise(kind);
    this.note(ending);
    if (this.isStarted) this.wait();
    return ending;
  }

  private note(ending: Ending): void {
    if (ending === 'broken' || ending === 'stood_still' || ending === 'storage') {
      this.failures += 1;
      this.notBeforeTicks = this.world.ticks() + backOffMs(this.failures, this.world.chance());
    } else if (ending === 'later') {
      this.notBeforeTicks = this.engine.session.quietUntilTicks;
    } else {
      this.failures = 0;
      this.notBeforeTicks = 0;
    }
  }

  private wait(): void {
    this.stopTimer?.();
    const left = this.notBeforeTicks - this.world.ticks();
    this.stopTimer = this.signals.later(left > 0 ? left : EVERY_MS, () => {
      this.stopTimer = null;
      if (this.signals.isVisible()) void this.go('all');
    });
  }
}

/** Of the browser that this runs in. */
export function browserSignals(): Signals {
  const listen = (target: EventTarget, name: string, work: () => void) => {
    target.addEventListener(name, work);
    return () => target.removeEventListener(name, work);
  };
  const isVisible = () => document.visibilityState === 'visible';
  return {
    isVisible,
    onVisible: (work) => listen(document, 'visibilitychange', () => isVisible() && work()),
    onOnline: (work) => listen(window, 'online', work),
    later: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** What the browser knows of the line; null where it does not say. */
export function isMeteredLine(): boolean | null {
  const { connection } = navigator as { connection?: { type?: string; saveData?: boolean } };
  if (connection === undefined) return null;
  if (connection.saveData === true) return true;
  return connection.type === undefined ? null : connection.type === 'cellular';
}
