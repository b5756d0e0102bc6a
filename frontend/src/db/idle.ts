/** When nobody touches the tablet, it locks itself. */

export interface IdleLimits {
  readonly idleMs: number;
  readonly hiddenMs: number;
}

export const IDLE_LIMITS: IdleLimits = { idleMs: 3 * 60_000, hiddenMs: 60_000 };

/** Pure: moments come from outside, in milliseconds of a clock that only counts. */
export class IdleTimer {
  private touchedAt: number;
  private hiddenAt: number | null = null;

  constructor(
    now: number,
    private readonly limits: IdleLimits = IDLE_LIMITS,
  ) {
    this.touchedAt = now;
  }

  touched(now: number): void {
    if (!this.isDue(now)) this.touchedAt = now;
  }

  hidden(now: number): void {
    this.hiddenAt ??= now;
  }

  /** Whoever comes back too late finds it locked. */
  shown(now: number): void {
    if (!this.isDue(now)) this.hiddenAt = null;
  }

  /** The moment at which it locks if nothing happens. */
  get dueAt(): number {
    const idle = this.touchedAt + this.limits.idleMs;
    return this.hiddenAt === null ? idle : Math.min(idle, this.hiddenAt + this.limits.hiddenMs);
  }

  isDue(now: number): boolean {
    return now >= this.dueAt;
  }
}

const STILL_HERE = 'insp-still-here';
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', STILL_HERE] as const;
const LOOK_EVERY_MS = 1_000;

/** Somebody is here who touches nothing: they speak a note. */
export function stillHere(page: Document): void {
  page.dispatchEvent(new Event(STILL_HERE));
}

/** Watches the page and calls `lock` once. `clock` counts through sleep: the wall clock does, and
 * performance.now() may not. Gives the way to stop. */
export function lockWhenIdle(
  page: Document,
  clock: () => number,
  lock: () => void,
  limits: IdleLimits = IDLE_LIMITS,
): () => void {
  const timer = new IdleTimer(clock(), limits);
  const look = () => {
    if (!timer.isDue(clock())) return;
    stop();
    lock();
  };
  const touched = () => {
    look();
    timer.touched(clock());
  };
  const turned = () => {
    look();
    if (page.visibilityState === 'hidden') timer.hidden(clock());
    else timer.shown(clock());
  };
  const frozen = () => {
    stop();
    lock();
  };
  const ticking = setInterval(look, LOOK_EVERY_MS);
  for (const name of TOUCHES) page.addEventListener(name, touched, { passive: true, capture: true });
  page.addEventListener('visibilitychange', turned);
  page.addEventListener('freeze', frozen);
  function stop(): void {
    clearInterval(ticking);
    for (const name of TOUCHES) page.removeEventListener(name, touched, { capture: true });
    page.removeEventListener('visibilitychange', turned);
    page.removeEventListener('freeze', frozen);
  }
  return stop;
}
