/** One inspection as a tablet sees it: a pure function of the operations that are held here. */
import { type Comment, commentsOf } from './inspection_remarks';
import {
  type ChecklistNamed,
  checklistOf,
  coversOf,
  leadOf,
  membersOf,
  type Quarantined,
  quarantinedOf,
  type ReviewState,
  reviewStateOf,
  type Signature,
  signaturesOf,
} from './inspection_review';
import type { Json } from './json';
import { type Head, headOf, inOrder, inText, isSetAside, type Known, writesOf } from './known_operations';
import { type Agreement, agreement, heads as headsOf } from './merging';
import { type EntityType, typeOf, VOID, valueText, type Write } from './operations';

export type { Head, Known } from './known_operations';
export { writesOf } from './known_operations';

export interface Conflict {
  readonly entity: string;
  readonly field: string;
  readonly heads: readonly Head[];
}

const MAKING = new Set(['create', 'attach', 'comment']);
const REVIEWING = new Set(['submit', 'return', 'approve', 'publish', 'withdraw', 'sign']);
const NONE: readonly Head[] = [];

/** `writers`: operations that wrote to it. Nearly every field is written once, and a map for each of them
 * would take as much memory as all answers together; so would heads that are kept where one write is read
 * off as fast. */
interface Field {
  readonly name: string;
  readonly entity: string;
  writers: Known | Map<string, Known>;
  heads: readonly Head[] | null;
}

/** Entities of one type, and their ids in order once somebody has asked. */
interface Kind {
  readonly every: Set<string>;
  made: readonly string[] | null;
}

/** Heads by entity and field. `take` tells which entities changed. Nothing is ever removed but by
 * another status of the same operation. */
export class InspectionModel {
  readonly known = new Map<string, Known>();
  /** Submissions, signatures and acts of review: operation -> itself. */
  readonly acts = new Map<string, Known>();
  /** Operations that the server could not apply. */
  readonly setAside = new Map<string, Known>();
  private readonly fields = new Map<string, Map<string, Field>>();
  private readonly makers = new Map<string, Set<string>>();
  private readonly kinds = new Map<string, Kind>();
  private readonly writtenTwice = new Set<Field>();
  private readonly held = new Set<string>();

  constructor(readonly insp: string) {}

  /** Adds operations, or gives known ones another status; the entities whose content may differ now. */
  take(operations: Iterable<Known>): Set<string> {
    const touched = new Set<string>();
    const made = new Set<string>();
    for (const known of operations) {
      if (MAKING.has(known.body.k)) made.add(known.body.e);
      this.takeOne(known);
      touched.add(known.body.e);
    }
    this.forgetHeld(made, touched);
    return touched;
  }

  /** Entities of a kind that exist, taken-back ones as well, in order of their ids. */
  entities(kind: EntityType): string[] {
    const found = this.kinds.get(kind);
    if (found === undefined) return [];
    found.made ??= [...found.every].filter((entity) => this.isMade(entity)).sort();
    return [...found.made];
  }

  parentOf(entity: string): string | null {
    const parent = this.makersOf(entity)[0]?.body.parent;
    return typeof parent === 'string' ? parent : null;
  }

  /** The operations that make an entity and count, in order of the log; own unsent ones behind. */
  makersOf(entity: string): readonly Known[] {
    const makers = [...(this.makers.get(entity) ?? [])].map((op) => this.known.get(op) as Known);
    return makers.filter((known) => !isSetAside(known)).sort(inOrder);
  }

  fieldsOf(entity: string): string[] {
    return [...(this.fields.get(entity)?.keys() ?? [])].filter(
      (field) => this.heads(entity, field).length > 0,
    );
  }

  /** Everything that anybody wrote to, in no order. */
  writtenEntities(): Iterable<string> {
    return this.fields.keys();
  }

  /** All values that stand, the newest first: own unsent ones, then by place in the log. */
  heads(entity: string, field: string): readonly Head[] {
    const found = this.fields.get(entity)?.get(field);
    if (found === undefined) return NONE;
    if (!(found.writers instanceof Map)) return this.compute(found, () => true);
    found.heads ??= this.compute(found, () => true);
    return found.heads;
  }

  /** The same without operations that the server has not numbered: what stands once it is closed. */
  headsInLog(entity: string, field: string): readonly Head[] {
    const found = this.fields.get(entity)?.get(field);
    return found === undefined ? NONE : this.compute(found, (known) => known.n !== null);
  }

  /** Ids of all heads of a field: the `base` of a write whose author has them on screen. */
  seenHeads(entity: string, field: string): string[] {
    return this.heads(entity, field).map((head) => head.op);
  }

  /** The same for somebody who saw `seen`, and knows what they wrote themselves since; without it, all. */
  replacedBy(usr: string, entity: string, field: string, seen?: readonly string[]): string[] {
    if (seen === undefined) return this.seenHeads(entity, field);
    const isKnown = (head: Head) => head.author === usr || seen.includes(head.op);
    return this.heads(entity, field)
      .filter(isKnown)
      .map((head) => head.op);
  }

  /** The newest head's value, for places where only one can be shown; undefined where nothing stands. */
  value(entity: string, field: string): Json | undefined {
    return this.heads(entity, field)[0]?.value;
  }

  agreement(entity: string, field: string): Agreement {
    const heads = this.heads(entity, field);
    if (heads.length < 2) return heads.length === 1 ? 'one' : 'unsaid';
    return agreement(heads.map((head) => valueText(head.value)));
  }

  /** Whether the entity was taken back, by any head. */
  isVoid(entity: string): boolean {
    return this.heads(entity, VOID).some((head) => head.value !== false && head.value !== null);
  }

  /** In order of entity and field. */
  conflicts(): Conflict[] {
    const found: Conflict[] = [];
    for (const { entity, name } of this.writtenTwice) {
      if (this.agreement(entity, name) === 'conflict') {
        found.push({ entity, field: name, heads: this.heads(entity, name) });
      }
    }
    return found.sort((one, other) => inText(one.entity, other.entity) || inText(one.field, other.field));
  }

  /** The entity of the inspection itself. */
  get own(): string {
    return `inspection:${this.insp}`;
  }

  /** The account that leads the visit; null: no creation has arrived. */
  lead(): string | null {
    return leadOf(this);
  }

  /** The lead and the team as it is named now, in order of their codes. */
  members(): string[] {
    return membersOf(this);
  }

  checklist(): ChecklistNamed | null {
    return checklistOf(this);
  }

  /** Where the inspection stands on its way to the public; null: no creation has arrived. */
  reviewState(): ReviewState | null {
    return reviewStateOf(this);
  }

  /** Notes of the team and remarks of supervisors that stand, the oldest first. */
  comments(): Comment[] {
    return commentsOf(this);
  }

  /** The newest first. */
  signatures(): Signature[] {
    return signaturesOf(this);
  }

  /** What the server could not apply, the newest first. */
  quarantined(): Quarantined[] {
    return quarantinedOf(this);
  }

  /** `covers` of a signature over the inspection (without a scope) or a block, as it is now. */
  covers(scope: string = this.own): string {
    return coversOf(this, scope);
  }

  /** Whether an operation that writes to an entity counts. What the server still held when it was read
   * counts as soon as what it waited for is here. */
  counts(known: Known): boolean {
    if (known.status !== 'held') return known.status === 'ok' || known.status === 'own';
    const entity = known.body.e;
    return this.isMade(this.own) && (typeOf(entity) === 'facility' || this.isMade(entity));
  }

  isMade(entity: string): boolean {
    if (typeOf(entity) === 'facility') return this.fields.has(entity);
    for (const op of this.makers.get(entity) ?? []) {
      if (!isSetAside(this.known.get(op) as Known)) return true;
    }
    return false;
  }

  private takeOne(known: Known): void {
    const { op, e, k } = known.body;
    this.known.set(op, known);
    const kind = this.kindOf(typeOf(e));
    if (!kind.every.has(e)) kind.made = null;
    kind.every.add(e);
    if (MAKING.has(k)) {
      kind.made = null;
      const makers = this.makers.get(e);
      if (makers === undefined) this.makers.set(e, new Set([op]));
      else makers.add(op);
    }
    if (REVIEWING.has(k)) this.acts.set(op, known);
    if (isSetAside(known)) this.setAside.set(op, known);
    else this.setAside.delete(op);
    if (known.status === 'held') this.held.add(op);
    else this.held.delete(op);
    for (const write of writesOf(known.body)) this.enter(known, write);
  }

  private enter(known: Known, write: Write): void {
    const field = this.fieldOf(known, write.f);
    const { op } = known.body;
    const { writers } = field;
    field.heads = null;
    if (writers instanceof Map) writers.set(op, known);
    else if (writers.body.op === op) field.writers = known;
    else {
      field.writers = new Map([
        [writers.body.op, writers],
        [op, known],
      ]);
      this.writtenTwice.add(field);
    }
  }

  private kindOf(name: string): Kind {
    const known = this.kinds.get(name);
    if (known !== undefined) return known;
    const kind: Kind = { every: new Set(), made: null };
    this.kinds.set(name, kind);
    return kind;
  }

  private fieldOf(writer: Known, name: string): Field {
    const entity = writer.body.e;
    const fields = this.fields.get(entity);
    const known = fields?.get(name);
    if (known !== undefined) return known;
    const field: Field = { name, entity, writers: writer, heads: null };
    if (fields === undefined) this.fields.set(entity, new Map([[name, field]]));
    else fields.set(name, field);
    return field;
  }

  private compute(field: Field, isAsked: (known: Known) => boolean): readonly Head[] {
    const { writers, name } = field;
    const doesCount = (known: Known) => isAsked(known) && this.counts(known);
    if (!(writers instanceof Map)) return doesCount(writers) ? [headOf(written(writers, name))] : NONE;
    const counted = [...writers.values()].filter(doesCount).map((known) => written(known, name));
    if (counted.length < 2) return counted.map(headOf);
    const standing = headsOf(new Map(counted.map(({ known, write }) => [known.body.op, write.base])));
    return counted
      .filter(({ known }) => standing.has(known.body.op))
      .sort((one, other) => inOrder(other.known, one.known))
      .map(headOf);
  }

  /** What waited for an entity that is made now, or no longer, counts otherwise than before. */
  private forgetHeld(made: ReadonlySet<string>, touched: Set<string>): void {
    for (const entity of made) {
      for (const field of this.fields.get(entity)?.values() ?? []) field.heads = null;
    }
    if (!made.has(this.own)) return;
    for (const op of this.held) {
      const entity = (this.known.get(op) as Known).body.e;
      touched.add(entity);
      for (const field of this.fields.get(entity)?.values() ?? []) field.heads = null;
    }
  }
}

/** What an operation wrote to a field; the last where it wrote twice. */
function written(known: Known, field: string): { readonly known: Known; readonly write: Write } {
  const write = writesOf(known.body).findLast((one) => one.f === field);
  if (write === undefined) throw new TypeError(`${known.body.op} does not write to ${field}`);
  return { known, write };
}
