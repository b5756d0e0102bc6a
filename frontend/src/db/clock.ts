/** What an operation says of its time. Wall clocks lie; nothing is ever refused for one. */
import type { JsonObject } from '../domain/json';
import type { Environment } from './environment';
import type { Outbox } from './outbox';

export const JUMP_MS = 5_000;
const OFFSET = 'offset';

/** Milliseconds to add to the wall clock for the server's time, when that was found out, and half of
 * the way there and back. */
interface Offset {
  readonly off: number;
  readonly unc: number;
  readonly wall: number;
  readonly boot: string;
  readonly counted: number;
}

export class Clock {
  private offset: Offset | null = null;
  private before: { wall: number; counted: number } | null = null;

  constructor(
    private readonly environment: Environment,
    private readonly outbox: Outbox,
  ) {}

  /** What was measured before this start. */
  async load(): Promise<void> {
    this.offset = (await this.outbox.run((db) => db.value<Offset>(OFFSET))) ?? null;
  }

  /** A believed reply told the server's time; `tookMs`: from the question to the answer. */
  async measured(serverMs: number, tookMs: number): Promise<void> {
    const wall = this.environment.now().getTime();
    const unc = Math.ceil(Math.max(0, tookMs) / 2);
    const counted = Math.round(this.environment.monotonic());
    const off = Math.round(serverMs + unc - wall);
    const offset = { off, unc, wall, boot: this.environment.bootId, counted };
    this.offset = offset;
    await this.outbox.run((db) => db.kv.put({ k: OFFSET, v: offset }));
  }

  /** `t` of an operation. */
  times(): JsonObject {
    const now = this.environment.now();
    const counted = Math.round(this.environment.monotonic());
    const said = { w: withZone(now), m: counted, bt: this.environment.bootId };
    if (this.offset === null) return said;
    const { off, unc } = this.offset;
    return { ...said, off, unc, oage: this.age(this.offset, now.getTime(), counted) };
  }

  /** Milliseconds by which the wall clock jumped since the last question; 0: it did not. */
  jumped(): number {
    const now = { wall: this.environment.now().getTime(), counted: this.environment.monotonic() };
    const before = this.before;
    this.before = now;
    if (before === null) return 0;
    const jump = Math.round(now.wall - before.wall - (now.counted - before.counted));
    return Math.abs(jump) > JUMP_MS ? jump : 0;
  }

  /** Whole seconds. */
  private age(offset: Offset, wall: number, counted: number): number {
    const ms = offset.boot === this.environment.bootId ? counted - offset.counted : wall - offset.wall;
    return Math.max(0, Math.floor(ms / 1000));
  }
}

/** ISO 8601 with milliseconds and the zone of the tablet. */
export function withZone(moment: Date): string {
  const minutes = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const away = Math.abs(minutes);
  return `${local}${minutes < 0 ? '-' : '+'}${two(away / 60)}:${two(away % 60)}`;
}
