/** One inspection as a tablet sees it: a pure function of the operations that are held here. */
import canonicalize from 'canonicalize';
import type { Json, JsonObject } from './json';
import { type Agreement, agreement, heads as headsOf } from './merging';
import { type Body, type EntityType, type Status, typeOf, VOID, type Write } from './operations';

/** An operation and what the server said of it. `n`: its place in the log; null: not seen there. */
export interface Known {
  readonly body: Body;
  readonly status: Status;
  readonly reason?: string | null;
  readonly n: number | null;
  readonly dev: string;
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

export interface Conflict {
  readonly entity: string;
  readonly field: string;
  readonly heads: readonly Head[];
}

const MAKING = new Set(['create', 'attach', 'comment']);
const NONE: readonly Head[] = [];

interface Field {
  readonly writes: Map<string, { known: Known; write: Write }>;
  heads: readonly Head[] | null;
}

/** Heads by entity and field. `take` tells which entities changed. Nothing is ever removed but by
 * another status of the same operation. */
export class InspectionModel {
  readonly known = new Map<string, Known>();
  private readonly fields = new Map<string, Map<string, Field>>();
  private readonly makers = new Map<string, Set<string>>();
  private readonly ofKind = new Map<string, Set<string>>();

  constructor(readonly insp: string) {}

  /** Adds operations, or gives known ones another status; the entities whose content may differ now. */
  take(operations: Iterable<Known>): Set<string> {
    const touched = new Set<string>();
    let madeAnything = false;
    for (const known of operations) {
      if (MAKING.has(known.body.k)) madeAnything = true;
      this.takeOne(known);
      touched.add(known.body.e);
    }
    if (madeAnything) this.forgetHeld(touched);
    return touched;
  }

  /** Entities of a kind that exist, taken-back ones as well, in order of their ids. */
  entities(kind: EntityType): string[] {
    return [...(this.ofKind.get(kind) ?? [])].filter((entity) => this.isMade(entity)).sort();
  }

  parentOf(entity: string): string | null {
    for (const op of this.makers.get(entity) ?? []) {
      const parent = this.known.get(op)?.body.parent;
      if (typeof parent === 'string') return parent;
    }
    return null;
  }

  fieldsOf(entity: string): string[] {
    return [...(this.fields.get(entity)?.keys() ?? [])].filter((field) => this.heads(entity, field).length > 0);
  }

  /** All values that stand, the newest first: own unsent ones, then by place in the log. */
  heads(entity: string, field: string): readonly Head[] {
    const found = this.fields.get(entity)?.get(field);
    if (found === undefined) return NONE;
    found.heads ??= this.compute(entity, found);
    return found.heads;
  }

  /** The newest head's value, for places where only one can be shown; undefined where nothing stands. */
  value(entity: string, field: string): Json | undefined {
    return this.heads(entity, field)[0]?.value;
  }

  agreement(entity: string, field: string): Agreement {
    return agreement(this.heads(entity, field).map((head) => canonicalize(head.value) ?? 'null'));
  }

  /** Whether the entity was taken back, by any head. */
  isVoid(entity: string): boolean {
    return this.heads(entity, VOID).some((head) => head.value !== false && head.value !== null);
  }

  conflicts(): Conflict[] {
    const found: Conflict[] = [];
    for (const [entity, fields] of this.fields) {
      for (const field of fields.keys()) {
        if (this.agreement(entity, field) === 'conflict') {
          found.push({ entity, field, heads: this.heads(entity, field) });
        }
      }
    }
    return found;
  }

  private takeOne(known: Known): void {
    const { op, e, k } = known.body;
    this.known.set(op, known);
    let ofThis = this.ofKind.get(typeOf(e));
    if (ofThis === undefined) this.ofKind.set(typeOf(e), (ofThis = new Set()));
    ofThis.add(e);
    if (MAKING.has(k)) {
      let makers = this.makers.get(e);
      if (makers === undefined) this.makers.set(e, (makers = new Set()));
      makers.add(op);
    }
    for (const write of writesOf(known.body)) this.fieldOf(e, write.f).writes.set(op, { known, write });
    for (const write of writesOf(known.body)) this.fieldOf(e, write.f).heads = null;
  }

  private fieldOf(entity: string, name: string): Field {
    let fields = this.fields.get(entity);
    if (fields === undefined) this.fields.set(entity, (fields = new Map()));
    let field = fields.get(name);
    if (field === undefined) fields.set(name, (field = { writes: new Map(), heads: null }));
    return field;
  }

  private compute(entity: string, field: Field): Head[] {
    const counted = [...field.writes].filter(([, { known }]) => this.counts(entity, known));
    const standing = headsOf(new Map(counted.map(([op, { write }]) => [op, write.base])));
    return counted
      .filter(([op]) => standing.has(op))
      .map(([op, { known, write }]) => ({
        op,
        value: write.val,
        author: known.body.usr,
        recordedAt: wallClock(known.body),
        n: known.n,
        status: known.status,
      }))
      .sort(newestFirst);
  }

  /** What the server still held when it was read counts as soon as what it waited for is here. */
  private counts(entity: string, known: Known): boolean {
    if (known.status === 'held') {
      return this.isMade(`inspection:${this.insp}`) && (typeOf(entity) === 'facility' || this.isMade(entity));
    }
    return known.status === 'ok' || known.status === 'own';
  }

  private isMade(entity: string): boolean {
    if (typeOf(entity) === 'facility') return this.fields.has(entity);
    return [...(this.makers.get(entity) ?? [])].some((op) => {
      const status = this.known.get(op)?.status;
      return status !== 'quarantine' && status !== 'late';
    });
  }

  private forgetHeld(entities: Iterable<string>): void {
    for (const entity of entities) {
      const whole = typeOf(entity) === 'inspection' ? this.fields.values() : [this.fields.get(entity)];
      for (const fields of whole) for (const field of fields?.values() ?? []) field.heads = null;
    }
  }
}

/** The writes of a body; the `file` of an attachment is one of them. */
export function writesOf(body: Body): Write[] {
  const sets = (Array.isArray(body.sets) ? body.sets : []) as unknown as Write[];
  if (body.k !== 'attach' || body.file === undefined) return sets;
  return [...sets, { f: 'file', val: body.file as Json, base: [] }];
}

function wallClock(body: Body): string | null {
  const at = (body.t as JsonObject | undefined)?.w;
  return typeof at === 'string' ? at : null;
}

function newestFirst(one: Head, other: Head): number {
  const place = (head: Head) => head.n ?? Number.MAX_SAFE_INTEGER;
  return place(other) - place(one) || (one.op < other.op ? 1 : -1);
}
