/** How far the rooms drawn by lot are measured, kind by kind, and who stands in for those that cannot be. */
import type { AnswerValue } from '../../domain/references';
import { lotOrder, roomsRequired, type Sample, standIns } from '../../domain/sampling_draw';
import { ROOM_RECTANGLES } from '../../domain/scoring/known_inputs';
import { LIVING_KINDS, ROOM_KINDS, type RoomKind } from '../../domain/terms';
import type { RoomRow } from './rooms.svelte';

export interface KindProgress {
  readonly kind: RoomKind;
  /** Rooms in use now, and how many of them must be measured. */
  readonly rooms: number;
  readonly required: number;
  /** Rooms drawn in the order of the lot, struck ones left out. */
  readonly drawn: readonly RoomRow[];
  /** In place of drawn rooms that could not be entered, or are there no longer. */
  readonly standIns: readonly RoomRow[];
  /** Of the required, those with every answer that applies, or for rooms to sleep in a measured floor. */
  readonly measured: number;
  /** Rooms came or went since the draw, so that it no longer fits. */
  readonly isOutdated: boolean;
}

export type AnswerAt = (entity: string, input: string) => AnswerValue | undefined;

/** Kinds of rooms to sleep in first. */
export function samplingProgress(
  rooms: readonly RoomRow[],
  sample: Sample | null,
  answerAt: AnswerAt,
): KindProgress[] {
  const inUse = rooms.filter((row) => row.fields.isInUse && !row.fields.isStruck);
  const required = roomsRequired(inUse.map((row) => ({ id: row.id, kind: row.fields.kind })));
  const order = [...ROOM_KINDS].sort(
    (one, other) => Number(LIVING_KINDS.has(other)) - Number(LIVING_KINDS.has(one)),
  );
  return order.flatMap((kind) => {
    const ofKind = inUse.filter((row) => row.fields.kind === kind);
    const count = required.get(kind) ?? 0;
    return ofKind.length === 0 ? [] : [progressOf(kind, ofKind, count, sample, answerAt)];
  });
}

function progressOf(
  kind: RoomKind,
  rooms: readonly RoomRow[],
  required: number,
  sample: Sample | null,
  answerAt: AnswerAt,
): KindProgress {
  const byId = new Map(rooms.map((row) => [row.id, row]));
  const rowsOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const ids = sample?.rooms[kind] ?? [];
  const missed = new Set(ids.filter((id) => isMissed(byId.get(id), answerAt)));
  const drawn = rowsOf(ids);
  const instead = sample === null ? [] : rowsOf(standIns(sample, kind, byId.keys(), missed));
  const counted = sample === null ? rooms : [...drawn.filter((row) => !missed.has(row.id)), ...instead];
  const measured = counted.filter((row) => isMeasured(row, answerAt)).length;
  return {
    kind,
    rooms: rooms.length,
    required,
    drawn,
    standIns: instead,
    measured: Math.min(measured, required),
    isOutdated: sample !== null && !isStillTheLot(sample, kind, byId, ids),
  };
}

/** Drawn again among the rooms of today, the same ones come out first. */
function isStillTheLot(
  sample: Sample,
  kind: string,
  byId: ReadonlyMap<string, RoomRow>,
  ids: readonly string[],
): boolean {
  if ((sample.of[kind] ?? 0) !== byId.size) return false;
  const again = lotOrder(sample.seed, byId.keys()).slice(0, ids.length);
  return again.every((id, at) => id === ids[at]);
}

function isMissed(row: RoomRow | undefined, answerAt: AnswerAt): boolean {
  if (row === undefined) return true;
  const state = answerAt(row.entity, ROOM_RECTANGLES)?.state;
  return state === 'access_denied' || state === 'not_assessed';
}

export function isMeasured(row: RoomRow, answerAt: AnswerAt): boolean {
  if (!LIVING_KINDS.has(row.fields.kind)) return row.standing?.progress === 'done';
  return answerAt(row.entity, ROOM_RECTANGLES)?.state === 'answered';
}
