/** All rooms of the open inspection, in the order of the walk, with what each stands at. One changed room
 * costs one room; the first look at thousands is spread over idle moments. */
import type { InspectionModel } from '../../domain/inspection_model';
import type { Totals } from '../../domain/live_totals';
import { idOf, typeOf } from '../../domain/operations';
import { blocksInOrder, type KnownBlock, walkOrder } from '../../domain/rooms/order';
import { type RoomFields, roomFields, sameFields } from '../../domain/rooms/reading';
import type { RoomStanding } from '../../domain/rooms/standing';
import { RoomTotals } from './room_totals.svelte';

/** What a room stands at by the rules in force. */
export type StandingOf = (room: RoomFields) => RoomStanding;

/** Runs a piece of work when nothing else is waiting; it is given the milliseconds that it may take. */
export type WhenIdle = (work: (budgetMs: number) => void) => void;

const SLICE_MS = 8;
/** Changed together, as by a pull: more than these wait for an idle moment. */
const MOST_AT_ONCE = 24;

export class RoomRow {
  private known = $state.raw<RoomFields>() as RoomFields;
  private stands = $state.raw<RoomStanding | null>(null);

  constructor(fields: RoomFields) {
    this.known = fields;
  }

  get entity(): string {
    return this.known.entity;
  }
  get id(): string {
    return this.known.id;
  }
  get number(): string {
    return this.known.number;
  }
  get block(): string | null {
    return this.known.block;
  }
  get fields(): RoomFields {
    return this.known;
  }
  set fields(fields: RoomFields) {
    this.known = fields;
  }
  /** Null until it was worked out. */
  get standing(): RoomStanding | null {
    return this.stands;
  }
  set standing(standing: RoomStanding | null) {
    this.stands = standing;
  }
}

export class RoomsState {
  readonly totals = new RoomTotals();
  private readonly rows = new Map<string, RoomRow>();
  private readonly waiting = new Set<string>();
  private isScheduled = false;
  private order = $state.raw<readonly RoomRow[]>([]);
  private struckRows = $state.raw<readonly RoomRow[]>([]);
  private knownBlocks = $state.raw<readonly KnownBlock[]>([]);
  private standings = $state(0);
  private pending = $state(0);
  private sizes = new Map<string | null, number>();
  /** What is being typed in one room, in place of what is recorded there. */
  live = $state.raw<{ readonly entity: string; readonly standing: RoomStanding } | null>(null);

  constructor(
    private readonly model: InspectionModel,
    private readonly standingOf: StandingOf,
    private readonly whenIdle: WhenIdle = whenIdleHere,
  ) {
    for (const entity of model.entities('room'))
      this.rows.set(entity, new RoomRow(roomFields(model, entity)));
    this.readBlocks();
    this.arrange();
    this.wait(this.order);
  }

  /** In the order of the walk, struck ones apart. */
  get ordered(): readonly RoomRow[] {
    return this.order;
  }

  get struck(): readonly RoomRow[] {
    return this.struckRows;
  }

  get blocks(): readonly KnownBlock[] {
    return this.knownBlocks;
  }

  /** Rises with every standing that is worked out; for lists that are chosen by it. */
  get standingsVersion(): number {
    return this.standings;
  }

  /** Rooms whose standing is still to be worked out. */
  get notYet(): number {
    return this.pending;
  }

  /** Totals that follow every key. */
  get shownTotals(): Totals {
    const { live } = this;
    return live === null ? this.totals.totals : this.totals.withLive(live.entity, live.standing);
  }

  /** Rooms that stand under a block. */
  sizeOf(block: string | null): number {
    void this.order;
    return this.sizes.get(block) ?? 0;
  }

  row(entity: string): RoomRow | null {
    return this.rows.get(entity) ?? null;
  }

  /** The block under which the room stands in the walk; null where nobody named one that is known. */
  groupOf(row: RoomRow): string | null {
    return this.knownBlocks.some((block) => block.id === row.block) ? row.block : null;
  }

  blockName(id: string | null): string | null {
    return this.knownBlocks.find((block) => block.id === id)?.name ?? null;
  }

  /** Works these out now, because somebody looks at them. */
  see(rows: Iterable<RoomRow>): void {
    let isAny = false;
    for (const row of rows) if (this.waiting.has(row.entity)) isAny = this.stand(row) || isAny;
    if (isAny) this.told();
  }

  /** What changed, as the open inspection tells it. */
  changed(entities: ReadonlySet<string>): void {
    const rooms = [...entities].filter((entity) => typeOf(entity) === 'room');
    const isRearranged = this.readRooms(rooms);
    const isReblocked = [...entities].some((entity) => typeOf(entity) === 'block') && this.readBlocks();
    if (isRearranged || isReblocked) this.arrange();
    if (isReblocked) this.wait(this.order);
    const touched = this.touchedBy(entities, rooms);
    if (touched.length > MOST_AT_ONCE) this.wait(touched);
    else for (const row of touched) this.stand(row);
    this.told();
  }

  /** The next room in the walk after `entity` that is not done; from the start again at the end. */
  nextOpen(entity: string | null): RoomRow | null {
    const start = this.order.findIndex((row) => row.entity === entity) + 1;
    const around = [...this.order.slice(start), ...this.order.slice(0, start)];
    return around.find((row) => row.entity !== entity && this.standingNow(row).progress !== 'done') ?? null;
  }

  neighbour(entity: string, by: 1 | -1): RoomRow | null {
    const at = this.order.findIndex((row) => row.entity === entity);
    return at < 0 ? null : (this.order[at + by] ?? null);
  }

  private standingNow(row: RoomRow): RoomStanding {
    if (row.standing !== null) return row.standing;
    return this.standingOf(row.fields);
  }

  /** Whether the list itself changed: a room came, went, or has another place in it. */
  private readRooms(entities: readonly string[]): boolean {
    let isRearranged = false;
    for (const entity of entities) {
      const fields = roomFields(this.model, entity);
      const row = this.rows.get(entity);
      if (row === undefined) {
        if (!this.model.isMade(entity)) continue;
        this.rows.set(entity, new RoomRow(fields));
        isRearranged = true;
      } else if (!sameFields(row.fields, fields)) {
        row.fields = fields;
        isRearranged = true;
      }
    }
    return isRearranged;
  }

  private readBlocks(): boolean {
    const standing = this.model.entities('block').filter((entity) => !this.model.isVoid(entity));
    const blocks = blocksInOrder(
      standing.map((entity) => ({ id: idOf(entity), name: nameOf(this.model, entity) })),
    );
    const isSame = JSON.stringify(blocks) === JSON.stringify(this.knownBlocks);
    if (!isSame) this.knownBlocks = blocks;
    return !isSame;
  }

  private arrange(): void {
    const all = [...this.rows.values()].map((row) => row.fields);
    const ids = this.knownBlocks.map((block) => block.id);
    const rowsOf = (fields: readonly RoomFields[]) =>
      walkOrder(fields, ids).flatMap((one) => this.rows.get(one.entity) ?? []);
    this.sizes = new Map();
    const order = rowsOf(all.filter((one) => !one.isStruck));
    this.struckRows = rowsOf(all.filter((one) => one.isStruck));
    for (const row of this.struckRows) this.forget(row);
    const known = new Set(ids);
    for (const { block } of order) {
      const group = block !== null && known.has(block) ? block : null;
      this.sizes.set(group, (this.sizes.get(group) ?? 0) + 1);
    }
    this.order = order;
  }

  /** A block's answers count in its rooms, the facility's in all. */
  private touchedBy(entities: ReadonlySet<string>, rooms: readonly string[]): RoomRow[] {
    const kinds = new Set([...entities].map(typeOf));
    if (kinds.has('facility') || kinds.has('inspection')) return [...this.order];
    const touched = new Set(rooms.flatMap((entity) => this.rows.get(entity) ?? []));
    if (kinds.has('block')) {
      for (const row of this.order) if (entities.has(`block:${row.block}`)) touched.add(row);
    }
    return [...touched].filter((row) => !row.fields.isStruck);
  }

  private stand(row: RoomRow): boolean {
    this.waiting.delete(row.entity);
    if (row.fields.isStruck) return false;
    const standing = this.standingOf(row.fields);
    row.standing = standing;
    this.totals.put(row.entity, this.groupOf(row), standing);
    return true;
  }

  private forget(row: RoomRow): void {
    this.waiting.delete(row.entity);
    this.totals.remove(row.entity);
    row.standing = null;
  }

  private wait(rows: readonly RoomRow[]): void {
    for (const row of rows) this.waiting.add(row.entity);
    this.pending = this.waiting.size;
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.size === 0) return;
    this.isScheduled = true;
    this.whenIdle((budgetMs) => {
      this.isScheduled = false;
      this.slice(Math.min(SLICE_MS, budgetMs));
      this.schedule();
    });
  }

  private slice(budgetMs: number): void {
    const until = performance.now() + budgetMs;
    for (const entity of this.waiting) {
      const row = this.rows.get(entity);
      if (row === undefined) this.waiting.delete(entity);
      else this.stand(row);
      if (performance.now() >= until) break;
    }
    this.told();
  }

  private told(): void {
    this.standings += 1;
    this.pending = this.waiting.size;
  }
}

function nameOf(model: InspectionModel, entity: string): string {
  const name = model.value(entity, 'name');
  return typeof name === 'string' && name !== '' ? name : idOf(entity);
}

/** Safari has no idle callback: there a short rest does. */
function whenIdleHere(work: (budgetMs: number) => void): void {
  if (typeof requestIdleCallback === 'function')
    requestIdleCallback((deadline) => work(deadline.timeRemaining() + 1));
  else setTimeout(() => work(SLICE_MS), 4);
}
