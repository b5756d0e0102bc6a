/** Operations as a tablet holds them: with what the server said of them, and in one order. */
import type { Json, JsonObject } from './json';
import type { Body, Status, Write } from './operations';

/** An operation and what the server said of it. `n`: its place in the log; null: not seen there.
 * `seq`: its place in the chain of `dev`, by which operations that are not in the log are ordered. */
export interface Known {
  readonly body: Body;
  readonly status: Status;
  readonly reason?: string | null;
  readonly n: number | null;
  readonly dev: string;
  readonly seq?: number;
}

/** A value that nobody has replaced. `recordedAt` is the author's wall clock, as written. */
export interface Head {
  readonly op: string;
  readonly value: Json;
  readonly author: string;
  readonly recordedAt: string | null;
  readonly n: number | null;
  readonly status: Status;
}

/** The writes of a body; the `file` of an attachment is one of them. */
export function writesOf(body: Body): readonly Write[] {
  const sets = (Array.isArray(body.sets) ? body.sets : []) as unknown as readonly Write[];
  if (body.k !== 'attach' || body.file === undefined) return sets;
  if (sets.some((write) => write.f === 'file')) return sets;
  return [...sets, { f: 'file', val: body.file as Json, base: [] }];
}

/** In order of the log; what is not in it comes behind, in order of its chain. */
export function inOrder(one: Known, other: Known): number {
  if (one.n !== null && other.n !== null) return one.n - other.n;
  if (one.n !== null || other.n !== null) return one.n === null ? 1 : -1;
  if (one.dev !== other.dev) return inText(one.dev, other.dev);
  return (one.seq ?? 0) - (other.seq ?? 0) || inText(one.body.op, other.body.op);
}

/** By code units, as ids are compared everywhere. */
export function inText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The author's wall clock as written; null where there is none. */
export function wallClock(body: Body): string | null {
  const at = (body.t as JsonObject | undefined)?.w;
  return typeof at === 'string' ? at : null;
}

export function isSetAside(known: Known): boolean {
  return known.status === 'quarantine' || known.status === 'late';
}

export function headOf({ known, write }: { readonly known: Known; readonly write: Write }): Head {
  const { body, n, status } = known;
  return { op: body.op, value: write.val, author: body.usr, recordedAt: wallClock(body), n, status };
}
