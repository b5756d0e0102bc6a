/** Which rooms are measured where not all can be: drawn by lot from a recorded seed, so that anybody can
 * draw again with `printf 'SEED\0ROOM' | sha256sum`; docs/operations.md says how it is recorded. */
import type { InspectionModel } from './inspection_model';
import type { Json } from './json';
import { inText } from './known_operations';
import { idOf, sha256Hex } from './operations';
import { placesRequired } from './scoring/sampling';

/** The value of the inspection's field `sample`. `rooms`: kind -> ids in the order of the lot; `of`: out
 * of how many. `drawn_at`: ISO 8601. */
export interface Sample {
  readonly seed: string;
  readonly drawn_at: string;
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  readonly of: Readonly<Record<string, number>>;
}

/** A room that can be drawn: `id` without its type. */
export interface Drawable {
  readonly id: string;
  readonly kind: string;
}

export const SAMPLE = 'sample';

/** Kind -> how many of so many rooms must be measured. */
export function roomsRequired(rooms: Iterable<Drawable>): ReadonlyMap<string, number> {
  return new Map([...idsByKind(rooms)].map(([kind, ids]) => [kind, placesRequired(ids.length)]));
}

/** All of them in the order of the lot: by SHA-256 over seed, NUL and id. A room that cannot be entered is
 * replaced by the next one in this order. Throws RangeError for a seed that is empty or holds a NUL. */
export function lotOrder(seed: string, ids: Iterable<string>): string[] {
  if (seed === '' || seed.includes('\0')) throw new RangeError('a seed has at least one sign and no NUL');
  const lots = [...new Set(ids)].map((id) => ({ id, lot: sha256Hex(`${seed}\0${id}`) }));
  return lots.sort((one, other) => inText(one.lot, other.lot)).map(({ id }) => id);
}

/** Draws as many rooms of each kind as must be measured. */
export function drawSample(seed: string, drawnAt: string, rooms: Iterable<Drawable>): Sample {
  const drawn: Record<string, readonly string[]> = {};
  const of: Record<string, number> = {};
  for (const [kind, ids] of idsByKind(rooms)) {
    drawn[kind] = lotOrder(seed, ids).slice(0, placesRequired(ids.length));
    of[kind] = ids.length;
  }
  return { seed, drawn_at: drawnAt, rooms: drawn, of };
}

/** Whether these rooms and this seed give the rooms that were recorded: who drew did not choose. */
export function isFairDraw(sample: Sample, rooms: Iterable<Drawable>): boolean {
  const again = drawSample(sample.seed, sample.drawn_at, rooms);
  const kinds = new Set([...Object.keys(again.rooms), ...Object.keys(sample.rooms)]);
  return [...kinds].every((kind) => {
    const [one, other] = [again.rooms[kind] ?? [], sample.rooms[kind] ?? []];
    return one.length === other.length && one.every((id, at) => id === other[at]);
  });
}

/** Who stands in for rooms that could not be measured: the next ones of the lot, one for each. */
export function standIns(
  sample: Sample,
  kind: string,
  ids: Iterable<string>,
  missed: ReadonlySet<string>,
): string[] {
  const drawn = sample.rooms[kind] ?? [];
  const wanted = drawn.filter((id) => missed.has(id)).length;
  const next = lotOrder(sample.seed, ids).filter((id) => !drawn.includes(id) && !missed.has(id));
  return next.slice(0, wanted);
}

/** Rooms of a visit that stand and are in use, by their newest kind. */
export function drawableRooms(model: InspectionModel): Drawable[] {
  return model
    .entities('room')
    .filter((room) => !model.isVoid(room) && model.value(room, 'is_in_use') !== false)
    .map((room) => ({ id: idOf(room), kind: (model.value(room, 'kind') ?? 'other') as string }));
}

/** The newest draw of a visit; null: none was recorded. */
export function sampleOf(model: InspectionModel): Sample | null {
  const recorded = model.value(model.own, SAMPLE) as Json | undefined;
  return recorded === undefined || recorded === null ? null : ({ of: {}, ...(recorded as object) } as Sample);
}

function idsByKind(rooms: Iterable<Drawable>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, kind } of rooms) {
    const ids = found.get(kind);
    if (ids === undefined) found.set(kind, [id]);
    else ids.push(id);
  }
  return found;
}
