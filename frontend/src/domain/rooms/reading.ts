/** What is said of a room besides its answers. */
import type { InspectionModel } from '../inspection_model';
import type { JsonObject } from '../json';
import { idOf, typeOf, VOID } from '../operations';
import { LIVING_KINDS, PEOPLE, type People, REGIMES, type Regime, ROOM_KINDS, type RoomKind } from '../terms';

export interface RoomFields {
  readonly entity: string;
  readonly id: string;
  readonly number: string;
  readonly kind: RoomKind;
  /** The id of its block, or null. */
  readonly block: string | null;
  readonly regime: Regime | null;
  readonly people: People | null;
  readonly isInUse: boolean;
  readonly isStruck: boolean;
  /** Why it was struck, in somebody's words. */
  readonly struckWhy: string | null;
}

/** As domain/inspection_facts.py reads it: a room that nobody named or classed is kept all the same. */
export function roomFields(model: InspectionModel, entity: string): RoomFields {
  const id = idOf(entity);
  const voids = model.heads(entity, VOID).map((head) => head.value);
  const struck = voids.find((value) => value !== false && value !== null);
  return {
    entity,
    id,
    number: textOf(model, entity, 'number') ?? id,
    kind: oneOf(ROOM_KINDS, textOf(model, entity, 'kind')) ?? 'other',
    block: blockOf(model, entity),
    regime: oneOf(REGIMES, textOf(model, entity, 'regime')),
    people: oneOf(PEOPLE, textOf(model, entity, 'people')),
    isInUse: model.value(entity, 'is_in_use') !== false,
    isStruck: struck !== undefined,
    struckWhy: whyOf(struck),
  };
}

export function isLivingKind(kind: RoomKind): boolean {
  return LIVING_KINDS.has(kind);
}

export function sameFields(one: RoomFields, other: RoomFields): boolean {
  return (Object.keys(one) as (keyof RoomFields)[]).every((key) => one[key] === other[key]);
}

/** As the field says, or else the block that the room was made under. */
function blockOf(model: InspectionModel, entity: string): string | null {
  const heads = model.heads(entity, 'block');
  const said = heads[0]?.value;
  if (heads.length > 0) return typeof said === 'string' ? said : null;
  const parent = model.parentOf(entity);
  return parent !== null && typeOf(parent) === 'block' ? idOf(parent) : null;
}

function textOf(model: InspectionModel, entity: string, field: string): string | null {
  const value = model.value(entity, field);
  return typeof value === 'string' && value !== '' ? value : null;
}

function oneOf<W extends string>(words: readonly W[], said: string | null): W | null {
  return words.find((word) => word === said) ?? null;
}

function whyOf(struck: unknown): string | null {
  if (struck === null || typeof struck !== 'object') return null;
  const why = (struck as JsonObject).why;
  return typeof why === 'string' ? why : null;
}
