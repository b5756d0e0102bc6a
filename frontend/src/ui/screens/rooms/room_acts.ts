/** What is recorded when rooms and blocks are added, changed, split, struck and brought back. */
import type { Json, JsonObject } from '../../../domain/json';
import { type Act, VOID } from '../../../domain/operations';
import type { RoomFields } from '../../../domain/rooms/reading';
import type { People, Regime, RoomKind } from '../../../domain/terms';

/** What an inspector says of a room besides answers. */
export interface RoomSaid {
  readonly number: string;
  readonly kind: RoomKind;
  readonly block: string | null;
  readonly people: People | null;
  readonly regime: Regime | null;
  readonly isInUse: boolean;
}

/** A room under its block, or under the facility. What is not said is not written. */
export function addRoom(entity: string, said: RoomSaid, facility: string): Act {
  const parent = said.block === null ? `facility:${facility}` : `block:${said.block}`;
  const sets = fieldsOf(said).filter(
    ({ field, value }) => value !== null && !(field === 'is_in_use' && value === true),
  );
  return { entity, kind: 'create', more: { type: 'room', parent }, sets };
}

export function addBlock(entity: string, name: string, facility: string): Act {
  const more: JsonObject = { type: 'block', parent: `facility:${facility}` };
  return { entity, kind: 'create', more, sets: [{ field: 'name', value: name }] };
}

/** Only what differs, in one act; null where nothing does. */
export function changeRoom(now: RoomFields, said: RoomSaid): Act | null {
  const before = new Map(fieldsOf(now).map(({ field, value }) => [field, value]));
  const sets = fieldsOf(said).filter(({ field, value }) => before.get(field) !== value);
  return sets.length === 0 ? null : { entity: now.entity, kind: 'set', sets };
}

export function strikeRoom(entity: string, why: string): Act {
  return { entity, kind: 'retract', sets: [{ field: VOID, value: { why } }] };
}

export function bringBack(entity: string): Act {
  return { entity, kind: 'set', sets: [{ field: VOID, value: false }] };
}

/** Two new rooms in the place of one, which is struck. Nothing that was measured is taken over: neither
 * part is the room that was measured. In this order, so that a save that fails half-way loses no room. */
export function splitRoom(
  room: RoomFields,
  parts: readonly { readonly entity: string; readonly number: string }[],
  facility: string,
  why: string,
): Act[] {
  const { kind, block, people, regime, isInUse } = room;
  const made = parts.map(({ entity, number }) =>
    addRoom(entity, { number, kind, block, people, regime, isInUse }, facility),
  );
  return [...made, strikeRoom(room.entity, why)];
}

/** "12" is split into "12/1" and "12/2" unless those are taken already. */
export function splitNumbers(number: string, taken: ReadonlySet<string>): [string, string] {
  const found: string[] = [];
  for (let part = 1; found.length < 2; part += 1) {
    const name = `${number}/${part}`;
    if (!taken.has(name)) found.push(name);
  }
  return [found[0] ?? '', found[1] ?? ''];
}

/** The number that most likely comes next in a block: one more than its last room's. */
export function nextNumber(last: string | null): string {
  const match = /^(.*?)(\d+)\D*$/.exec(last ?? '');
  if (match === null) return '';
  const [, before = '', digits = ''] = match;
  return before + String(Number(digits) + 1).padStart(digits.length, '0');
}

export function isSameNumber(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function fieldsOf(said: RoomSaid): { readonly field: string; readonly value: Json }[] {
  return [
    { field: 'number', value: said.number },
    { field: 'kind', value: said.kind },
    { field: 'block', value: said.block },
    { field: 'people', value: said.people },
    { field: 'regime', value: said.regime },
    { field: 'is_in_use', value: said.isInUse },
  ];
}
