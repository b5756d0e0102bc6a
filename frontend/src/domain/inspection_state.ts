/** The state of an inspection as facts are read from it, and what could not be used of it; twin of
 * domain/inspection_state.py. */
import type { InspectionModel } from './inspection_model';
import { type ChecklistNamed, CLOSED_STATES } from './inspection_review';
import type { Json } from './json';
import { type Head, inOrder, inText } from './known_operations';
import { type EntityType, idOf, typeOf, VOID, valueText } from './operations';
import type { PlaceKind } from './terms';

/** A head with its place in the log; own unsent operations come behind, in order of their chain. */
export interface PlacedHead extends Head {
  readonly n: number;
}

/** `createdBy` is the operation with the lowest n that made it; type and parent are its own. */
export interface Entity {
  readonly type: string;
  readonly parent: string | null;
  readonly createdBy: string;
}

/** `heads`: entity -> field -> its heads in any order. `members`: the lead and the team. */
export interface FoundState {
  readonly inspection: string;
  readonly members: readonly string[];
  readonly checklist: ChecklistNamed | null;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly heads: ReadonlyMap<string, ReadonlyMap<string, readonly PlacedHead[]>>;
}

/** What the server will have once it has all that is held here, in the order in which it is sent. What
 * it would not apply is left out: what waits for something unknown, and what comes after the approval. */
export function stateOf(model: InspectionModel): FoundState {
  const review = model.reviewState();
  const isClosed = review !== null && CLOSED_STATES.has(review);
  return {
    inspection: model.insp,
    members: model.members(),
    checklist: model.checklist(),
    entities: review === null ? new Map() : entitiesOf(model, isClosed),
    heads: review === null ? new Map() : placedHeadsOf(model, isClosed),
  };
}

/** Why something that was recorded is not in the facts, or not as it was recorded. */
export type Unused =
  | 'unknown_input' // no such question in the standards in use
  | 'wrong_place' // the question is asked of another kind of place
  | 'unsuitable_value' // another kind of value than the question asks for
  | 'other_facility' // said of a facility that is not the one inspected
  | 'withdrawn' // taken back, and left out
  | 'withdrawn_and_edited' // the same, but somebody wrote to it since
  | 'disputed' // heads differ; one of them stands in the facts
  | 'repeated_id' // another place has this id
  | 'unknown_block' // the room is kept, without its block
  | 'incomplete' // something needed was never said; a stand-in is used
  | 'not_confirmed' // the confirmation is of another answer, or by its own author
  | 'nothing_supported' // evidence for an answer that is not there
  | 'unknown_criterion'; // a recommendation on what the standards do not know

/** `field` is null where the whole entity is meant; `ops` are the heads in question. */
export interface NotUsed {
  readonly entity: string;
  readonly field: string | null;
  readonly ops: readonly string[];
  readonly reason: Unused;
}

/** Signs that no document can hold come with pasted text; a mark stands where each was. The operation
 * keeps what was written. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

/** The value to show where only one can be: that of the highest n. Null: there is no head. */
export function newest(heads: readonly PlacedHead[]): Json {
  let found: PlacedHead | null = null;
  for (const head of heads) if (found === null || head.n > found.n) found = head;
  return found === null ? null : found.value;
}

/** A state while facts are read from it: heads by entity, and the list of what is not used. */
export class Worklist {
  readonly notUsed: NotUsed[] = [];
  private readonly standing = new Map<EntityType, Standing[]>();
  private readonly placesOf = new Map<EntityType, Standing[]>();

  constructor(
    readonly state: FoundState,
    readonly facility: string,
  ) {
    const ordered = [...state.entities.keys()].sort();
    for (const kind of KINDS) this.standing.set(kind, this.inForce(ordered, kind));
    this.keepThoseWithIdsOfTheirOwn();
  }

  /** field -> heads. */
  headsOf(entity: string): ReadonlyMap<string, readonly PlacedHead[]> {
    return this.state.heads.get(entity) ?? NO_FIELDS;
  }

  leaveOut(entity: string, field: string | null, heads: readonly PlacedHead[], reason: Unused): void {
    this.notUsed.push({ entity, field, ops: heads.map((head) => head.op).sort(inText), reason });
  }

  /** Those that stand, in order of their ids. */
  entities(kind: EntityType): readonly Standing[] {
    return this.standing.get(kind) ?? [];
  }

  /** The same for blocks and rooms, without those whose id another place has. */
  places(kind: EntityType): readonly Standing[] {
    return this.placesOf.get(kind) ?? [];
  }

  /** Everything that answers may be about. */
  *answeredPlaces(): Generator<{ entity: string; id: string; kind: PlaceKind }> {
    const facilities = [...this.state.heads.keys()].filter((entity) => typeOf(entity) === 'facility');
    for (const entity of facilities.sort()) {
      if (idOf(entity) === this.facility) yield { entity, id: this.facility, kind: 'facility' };
      else this.leaveOut(entity, null, [...this.headsOf(entity).values()].flat(), 'other_facility');
    }
    for (const kind of PLACES) for (const place of this.places(kind)) yield { ...place, kind };
  }

  /** The value, or of several the one with the highest n; null where nothing was said. */
  attribute(entity: string, field: string): Json {
    const heads = this.headsOf(entity).get(field) ?? [];
    if (heads.length > 1 && new Set(heads.map((head) => valueText(head.value))).size > 1) {
      this.leaveOut(entity, field, heads, 'disputed');
    }
    const value = newest(heads);
    return typeof value === 'string' ? printable(value) : value;
  }

  /** The same, with something to stand in where nothing was said. */
  needed(entity: string, field: string, standIn: Json): Json {
    const value = this.attribute(entity, field);
    if (value === null) this.leaveOut(entity, field, [], 'incomplete');
    return value ?? standIn;
  }

  /** Without what was taken back. Where that is disputed it is left out as well, and listed. */
  private inForce(ordered: readonly string[], kind: EntityType): Standing[] {
    const found: Standing[] = [];
    for (const entity of ordered) {
      if (typeOf(entity) !== kind) continue;
      const voids = (this.headsOf(entity).get(VOID) ?? []).filter(takesBack);
      if (voids.length === 0) found.push({ entity, id: idOf(entity) });
      else {
        const reason = this.isEditedBeside(entity, voids) ? 'withdrawn_and_edited' : 'withdrawn';
        this.leaveOut(entity, null, voids, reason);
      }
    }
    return found;
  }

  /** Whether anybody else wrote to it later in the log, or holds that it stands. */
  private isEditedBeside(entity: string, voids: readonly PlacedHead[]): boolean {
    const since = Math.min(...voids.map((head) => head.n));
    const authors = new Set(voids.map((head) => head.author));
    for (const [field, heads] of this.headsOf(entity)) {
      for (const head of heads) {
        if (field === VOID && !takesBack(head)) return true;
        if (head.n > since && !authors.has(head.author)) return true;
      }
    }
    return false;
  }

  /** Facility, blocks and rooms share one set of ids: an answer names its place by id alone. */
  private keepThoseWithIdsOfTheirOwn(): void {
    const seen = new Set([this.facility]);
    for (const kind of PLACES) {
      const kept: Standing[] = [];
      for (const place of this.entities(kind)) {
        if (seen.has(place.id)) this.leaveOut(place.entity, null, [], 'repeated_id');
        else kept.push(place);
        seen.add(place.id);
      }
      this.placesOf.set(kind, kept);
    }
  }
}

/** An entity that stands, and its id without its type. */
export interface Standing {
  readonly entity: string;
  readonly id: string;
}

const KINDS: readonly EntityType[] = [
  'inspection',
  'facility',
  'block',
  'room',
  'evidence',
  'recommendation',
  'comment',
];
const PLACES = ['block', 'room'] as const;
const NO_FIELDS: ReadonlyMap<string, readonly PlacedHead[]> = new Map();
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very signs that are marked
const UNPRINTABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g;

function takesBack(head: PlacedHead): boolean {
  return head.value !== null && head.value !== false;
}

function placesOfUnsent(model: InspectionModel): ReadonlyMap<string, number> {
  let last = 0;
  const unsent = [];
  for (const known of model.known.values()) {
    if (known.n === null) unsent.push(known);
    else if (known.n > last) last = known.n;
  }
  return new Map(unsent.sort(inOrder).map((known, at) => [known.body.op, last + 1 + at]));
}

function placed(heads: readonly Head[], places: ReadonlyMap<string, number>): readonly PlacedHead[] {
  if (heads.every(isPlaced)) return heads;
  return heads.map((head) => (isPlaced(head) ? head : { ...head, n: places.get(head.op) ?? 0 }));
}

function isPlaced(head: Head): head is PlacedHead {
  return head.n !== null;
}

function placedHeadsOf(model: InspectionModel, isClosed: boolean): FoundState['heads'] {
  const places = placesOfUnsent(model);
  const standing = (entity: string, field: string) =>
    isClosed ? model.headsInLog(entity, field) : model.heads(entity, field);
  const heads = new Map<string, ReadonlyMap<string, readonly PlacedHead[]>>();
  for (const entity of model.writtenEntities()) {
    if (!model.isMade(entity)) continue;
    const found = model
      .fieldsOf(entity)
      .map((field) => [field, placed(standing(entity, field), places)] as const);
    const some = new Map(found.filter(([, ofField]) => ofField.length > 0));
    if (some.size > 0) heads.set(entity, some);
  }
  return heads;
}

function entitiesOf(model: InspectionModel, isClosed: boolean): ReadonlyMap<string, Entity> {
  const entities = new Map<string, Entity>();
  for (const entity of KINDS.flatMap((kind) => model.entities(kind))) {
    const maker = model.makersOf(entity).find((known) => !isClosed || known.n !== null);
    if (maker === undefined) continue;
    const parent = typeof maker.body.parent === 'string' ? maker.body.parent : null;
    entities.set(entity, { type: typeOf(entity), parent, createdBy: maker.body.op });
  }
  return entities;
}
