/** An inspection's operations as they are kept between two visits to it: few large encrypted rows, so
 * that opening 40,000 operations takes a dozen decryptions. */
import type { Known } from '../domain/inspection_model';
import type { Json, JsonObject } from '../domain/json';
import { BODY_VERSION, type Body, type Status, typeOf, type Write } from '../domain/operations';

/** `answered`: fields that hold an answer; bits of `marks`: 1 taken back, 2 has a file, and 4 once for each
 * field in which answers differ. */
export interface EntityTally {
  readonly answered: number;
  readonly marks: number;
}

export interface PackedEntity extends EntityTally {
  readonly entity: string;
  readonly operations: readonly Known[];
}

/** Id, kind, place among the authors, writes, wall clock, status, place in the log, place among the
 * devices, place in their chain, reason, further keys. A write: place of the field among the fields, value
 * and the ids it replaces, one list for all. */
type PackedOperation = readonly [
  string,
  string,
  number,
  readonly Json[],
  string | null,
  Status,
  number | null,
  number,
  number,
  string | null,
  JsonObject | null,
];

interface PackedChunk {
  readonly v: 1;
  readonly authors: readonly string[];
  readonly devices: readonly string[];
  readonly fields: readonly string[];
  readonly entities: readonly (readonly [string, number, number, readonly PackedOperation[]])[];
}

const NONE: readonly string[] = [];
const APART = new Set(['v', 'op', 'insp', 'e', 'k', 'usr', 'sets', 't', 'app', 'seen']);

/** What is needed of a body once it was recorded: without what only the server asks for. */
export function slim(body: Body): Body {
  const at = (body.t as JsonObject | undefined)?.w;
  const { v, op, insp, e, k, usr } = body;
  const plain = {
    v,
    op,
    insp,
    e,
    k,
    usr,
    sets: body.sets ?? [],
    t: typeof at === 'string' ? { w: at } : null,
  };
  const more = furtherKeys(body);
  return more === null ? plain : { ...plain, ...more };
}

export function packedText(entities: readonly PackedEntity[]): string {
  const words = { authors: new Places(), devices: new Places(), fields: new Places() };
  const packed = entities.map(
    ({ entity, answered, marks, operations }) =>
      [entity, answered, marks, operations.map((known) => packedOf(known, words))] as const,
  );
  const { authors, devices, fields } = words;
  const chunk: PackedChunk = {
    v: 1,
    authors: authors.all,
    devices: devices.all,
    fields: fields.all,
    entities: packed,
  };
  return JSON.stringify(chunk);
}

/** Throws for what this build did not write; the caller then begins anew from the operations. */
export function unpacked(insp: string, text: string): PackedEntity[] {
  const chunk = JSON.parse(text) as PackedChunk;
  if (chunk.v !== 1) throw new TypeError('packed by another build');
  return chunk.entities.map(([entity, answered, marks, operations]) => ({
    entity,
    answered,
    marks,
    operations: operations.map((one) => knownOf(insp, entity, one, chunk)),
  }));
}

class Places {
  readonly all: string[] = [];
  private readonly places = new Map<string, number>();

  of(word: string): number {
    const known = this.places.get(word);
    if (known !== undefined) return known;
    this.places.set(word, this.all.length);
    return this.all.push(word) - 1;
  }
}

type Words = Readonly<Record<'authors' | 'devices' | 'fields', Places>>;

function packedOf(known: Known, words: Words): PackedOperation {
  const { body, status, n, dev, seq, reason } = known;
  const writes = (body.sets ?? []) as unknown as readonly Write[];
  const sets = writes.flatMap((one) => [words.fields.of(one.f), one.val, one.base]);
  const at = (body.t as JsonObject | undefined)?.w;
  const more = furtherKeys(body);
  return [
    body.op,
    body.k,
    words.authors.of(body.usr),
    sets,
    typeof at === 'string' ? at : null,
    status,
    n,
    words.devices.of(dev),
    seq ?? 0,
    reason ?? null,
    body.v === BODY_VERSION ? more : { ...more, v: body.v },
  ];
}

function knownOf(insp: string, entity: string, packed: PackedOperation, chunk: PackedChunk): Known {
  const [op, k, author, flat, at, status, n, device, seq, reason, more] = packed;
  const sets: JsonObject[] = [];
  for (let i = 0; i < flat.length; i += 3) {
    const f = chunk.fields[flat[i] as number] ?? '';
    const base = flat[i + 2] as readonly string[];
    sets.push({ f, val: flat[i + 1] ?? null, base: base.length === 0 ? NONE : base });
  }
  const usr = chunk.authors[author] ?? '';
  const t = at === null ? null : { w: at };
  const plain = { v: BODY_VERSION, op, insp, e: entity, k: kindOf(k), usr, sets, t };
  const body: Body = more === null ? plain : { ...plain, ...more };
  return { body, status, reason, n, dev: chunk.devices[device] ?? '', seq };
}

/** Kinds come again and again: one text for each, whoever parsed it. */
const kinds = new Map<string, string>();
function kindOf(name: string): string {
  const known = kinds.get(name);
  if (known === undefined) kinds.set(name, name);
  return known ?? name;
}

function furtherKeys(body: Body): JsonObject | null {
  let found: Record<string, Json> | null = null;
  for (const key in body) {
    if (APART.has(key) || (key === 'chk' && typeOf(body.e) !== 'inspection')) continue;
    found ??= {};
    found[key] = body[key] as Json;
  }
  return found;
}
