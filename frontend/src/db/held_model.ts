/** An inspection in memory, and its packed form at rest: some large rows, and the tail of what came since. */
import { InspectionModel, type Known } from '../domain/inspection_model';
import { type Body, typeOf } from '../domain/operations';
import type { Data, SnapshotRow, SummaryRow, TailRow } from './data';
import type { Keys } from './encryption';
import { bodyOf } from './enveloping';
import type { EnvelopeRow, Outbox } from './outbox';
import { type EntityTally, type PackedEntity, packedText, slim, unpacked } from './packing';
import type { Pulled } from './pulled';
import { contentOf, tallyOf, withNumbers } from './summaries';

const ENTITIES_OF_A_CHUNK = 128;
const OPERATIONS_OF_A_CHUNK = 2_500;

export class HeldModel {
  readonly model: InspectionModel;
  /** How many operations the packed form lacks. */
  unpackedCount = 0;
  private readonly tallies = new Map<string, EntityTally>();
  private readonly operations = new Map<string, Known[]>();
  private readonly chunkOf = new Map<string, number>();
  private readonly chunks: { entities: Set<string>; operations: number }[] = [];
  private readonly dirty = new Set<number>();
  private readonly tail = new Map<string, TailRow>();
  private summary: SummaryRow | null = null;
  private changedTo = 0;

  constructor(
    readonly insp: string,
    private readonly outbox: Outbox,
    private readonly data: Data,
    private readonly keys: Keys,
    private readonly pulled: Pulled,
  ) {
    this.model = new InspectionModel(insp);
  }

  /** Everything that is at rest, into the model. Done again, it adds what another window packed. */
  async load(): Promise<ReadonlySet<string>> {
    const { insp } = this;
    const [summary, rows, tail] = await this.data.run((db) =>
      db.transaction('r', db.summary, db.snapshot, db.tail, () =>
        Promise.all([
          db.summary.get(insp),
          db.snapshot.where('[insp+i]').between([insp, -1], [insp, Number.MAX_SAFE_INTEGER]).toArray(),
          db.tail.where('[insp+dev+seq]').between([insp, ''], [insp, '\uffff']).toArray(),
        ]),
      ),
    );
    const packed = await this.unpackedAll(rows);
    if (packed === null) return this.rebuild(summary ?? null);
    const touched = new Set<string>();
    for (const { place, entities } of packed) this.takePacked(place, entities, touched);
    this.summary = summary ?? null;
    this.changedTo = summary?.changedTo ?? 0;
    for (const entity of await this.readChanges()) touched.add(entity);
    for (const entity of await this.takeOwn(tail)) touched.add(entity);
    return touched;
  }

  /** Null where another build packed it, or where a row is damaged. */
  private async unpackedAll(
    rows: readonly SnapshotRow[],
  ): Promise<{ place: number; entities: PackedEntity[] }[] | null> {
    try {
      return await Promise.all(
        rows.map(async ({ i, data }) => {
          const text = await this.keys.openText('snapshot', `${this.insp}|${i}`, data);
          return { place: i, entities: unpacked(this.insp, text) };
        }),
      );
    } catch (error) {
      if (isUnreadable(error)) return null;
      throw error;
    }
  }

  /** From the operations themselves: the packed form is thrown away, and nothing else. */
  private async rebuild(summary: SummaryRow | null): Promise<ReadonlySet<string>> {
    const { insp } = this;
    const own = await this.outbox.run((db) => db.env.filter((row) => row.insp === insp).toArray());
    const tail = own.map(({ dev, seq }): TailRow => ({ insp, dev, seq }));
    const begun = summary === null ? null : { ...summary, changedTo: 0, runs: [] };
    await this.data.run((db) =>
      db.transaction('rw', db.summary, db.snapshot, db.tail, async () => {
        await db.snapshot.where('[insp+i]').between([insp, -1], [insp, Number.MAX_SAFE_INTEGER]).delete();
        await db.tail.bulkPut(tail);
        if (begun !== null) await db.summary.put(begun);
      }),
    );
    this.summary = begun;
    this.changedTo = 0;
    const touched = new Set(await this.readChanges());
    for (const entity of await this.takeOwn(tail)) touched.add(entity);
    return touched;
  }

  /** What was read of the log since the last look. */
  async readChanges(): Promise<ReadonlySet<string>> {
    const { known, changedTo } = await this.pulled.changedSince(this.insp, this.changedTo);
    this.changedTo = Math.max(this.changedTo, changedTo);
    return this.take(known);
  }

  /** Operations of an own chain, which lie in the outbox. */
  async takeOwn(rows: readonly TailRow[]): Promise<ReadonlySet<string>> {
    const keys = rows.map((row): [string, number] => [row.dev, row.seq]);
    const found = await this.outbox.run((db) => db.env.bulkGet(keys));
    const here = (row: EnvelopeRow | undefined): row is EnvelopeRow =>
      row?.own != null && !this.model.known.has(row.op);
    const own = found.filter(here);
    const texts = await Promise.all(own.map((row) => bodyOf(this.keys, row)));
    const bodies = texts.map((text) => JSON.parse(text) as Body);
    for (const row of rows) this.tail.set(`${row.dev}|${row.seq}`, row); // only now: a pack takes them away
    return this.take(bodies.map((body, i) => ownKnown(body, own[i]?.dev ?? '', own[i]?.seq ?? 0)));
  }

  /** What this window recorded: no need to read it again. */
  takeRecorded(recorded: readonly { dev: string; seq: number; body: Body }[]): ReadonlySet<string> {
    for (const { dev, seq } of recorded) this.tail.set(`${dev}|${seq}`, { insp: this.insp, dev, seq });
    return this.take(recorded.map(({ body, dev, seq }) => ownKnown(body, dev, seq)));
  }

  /** The operations about an entity, in the order in which they came here. */
  operationsOf(entity: string): readonly Known[] {
    return this.operations.get(entity) ?? [];
  }

  /** Whether anything came since it was packed. */
  get isDirty(): boolean {
    return this.dirty.size > 0 || this.tail.size > 0;
  }

  /** Writes the changed parts, the summary and takes the tail away, together. False: another window
   * packed meanwhile; its work was taken in, and everything is to be packed again. */
  async pack(dev: string | null): Promise<boolean> {
    const { insp, changedTo, summary: before } = this;
    const tail = [...this.tail.values()];
    const chunks = [...this.dirty];
    this.unpackedCount = 0;
    try {
      const rows: SnapshotRow[] = [];
      for (const i of chunks) {
        this.dirty.delete(i); // what comes while the others are packed makes it dirty again
        rows.push(await this.snapshotRow(i, packedText(this.packedEntities(i))));
      }
      const version = (before?.version ?? 0) + 1;
      const numbers = tail.filter((row) => row.dev === dev).map((row) => row.seq);
      const runs = withNumbers(before?.dev === dev ? before.runs : [], numbers);
      const content = contentOf(this.model, this.tallies, this.operationsOf(`inspection:${insp}`));
      const data = await this.keys.closeJson('summary', `${insp}|${version}`, content);
      const summary: SummaryRow = { insp, version, changedTo, dev, runs, data };
      if (!(await this.store(before, summary, rows, tail))) {
        await this.beginAnew();
        return false;
      }
      this.summary = summary;
    } catch (error) {
      for (const i of chunks) this.dirty.add(i);
      throw error;
    }
    for (const row of tail) this.tail.delete(`${row.dev}|${row.seq}`);
    return true;
  }

  private async snapshotRow(i: number, text: string): Promise<SnapshotRow> {
    return { insp: this.insp, i, data: await this.keys.closeText('snapshot', `${this.insp}|${i}`, text) };
  }

  private store(
    before: SummaryRow | null,
    summary: SummaryRow,
    rows: readonly SnapshotRow[],
    tail: readonly TailRow[],
  ): Promise<boolean> {
    return this.data.run((db) =>
      db.transaction('rw', db.summary, db.snapshot, db.tail, async () => {
        if (((await db.summary.get(this.insp))?.version ?? 0) !== (before?.version ?? 0)) return false;
        await db.summary.put(summary);
        await db.snapshot.bulkPut(rows);
        await db.tail.bulkDelete(tail.map((row) => [this.insp, row.dev, row.seq]));
        return true;
      }),
    );
  }

  private async beginAnew(): Promise<void> {
    await this.load();
    for (const i of this.chunks.keys()) this.dirty.add(i);
  }

  private take(all: readonly Known[]): ReadonlySet<string> {
    const fresh = all.filter((known) => this.isNews(known));
    const touched = this.model.take(fresh);
    for (const known of fresh) this.keep(known);
    const counted = fresh.some(letsOthersCount) ? this.operations.keys() : touched;
    for (const entity of counted) this.tallies.set(entity, tallyOf(this.model, entity));
    this.unpackedCount += fresh.length;
    return touched;
  }

  /** What the log says of an operation counts more than that it was recorded here. */
  private isNews(known: Known): boolean {
    const before = this.model.known.get(known.body.op);
    if (before === undefined) return true;
    if (known.status === 'own') return false;
    return before.status !== known.status || before.n !== known.n || before.reason !== known.reason;
  }

  private keep(known: Known): void {
    const { e, op } = known.body;
    const chunk = this.placeFor(e);
    this.dirty.add(chunk);
    const all = this.operations.get(e);
    const at = all?.findIndex((one) => one.body.op === op) ?? -1;
    if (all === undefined) this.operations.set(e, [known]);
    else if (at >= 0) all[at] = known;
    else all.push(known);
    const counted = this.chunks[chunk];
    if (counted !== undefined && at < 0) counted.operations += 1;
  }

  private placeFor(entity: string): number {
    const known = this.chunkOf.get(entity);
    if (known !== undefined) return known;
    const last = this.chunks.at(-1);
    const isFull =
      last === undefined ||
      last.entities.size >= ENTITIES_OF_A_CHUNK ||
      last.operations >= OPERATIONS_OF_A_CHUNK;
    if (isFull) this.chunks.push({ entities: new Set(), operations: 0 });
    const place = this.chunks.length - 1;
    this.chunks[place]?.entities.add(entity);
    this.chunkOf.set(entity, place);
    return place;
  }

  private takePacked(place: number, entities: readonly PackedEntity[], touched: Set<string>): void {
    while (this.chunks.length <= place) this.chunks.push({ entities: new Set(), operations: 0 });
    for (const { entity, answered, marks, operations } of entities) {
      if (this.operations.has(entity)) {
        for (const one of this.take(operations)) touched.add(one);
        continue;
      }
      this.model.take(operations);
      this.operations.set(entity, [...operations]);
      this.tallies.set(entity, { answered, marks });
      this.chunkOf.set(entity, place);
      const chunk = this.chunks[place];
      chunk?.entities.add(entity);
      if (chunk !== undefined) chunk.operations += operations.length;
      touched.add(entity);
    }
  }

  private packedEntities(place: number): PackedEntity[] {
    return [...(this.chunks[place]?.entities ?? [])].map((entity) => ({
      entity,
      ...(this.tallies.get(entity) ?? { answered: 0, marks: 0 }),
      operations: this.operationsOf(entity),
    }));
  }
}

/** Told apart from keys that are gone (a locked tablet), which must not cost the packed form. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof SyntaxError) return true;
  return error instanceof DOMException && error.name === 'OperationError';
}

/** What was held for want of the inspection counts from here on. */
function letsOthersCount({ body }: Known): boolean {
  return body.k === 'create' && typeOf(body.e) === 'inspection';
}

function ownKnown(body: Body, dev: string, seq: number): Known {
  return { body: slim(body), status: 'own', reason: null, n: null, dev, seq };
}
