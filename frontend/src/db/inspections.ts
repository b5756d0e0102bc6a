/** The inspections of one user of this tablet: the list, opening, beginning. */
import { v7 } from 'uuid';
import type { Json, JsonObject } from '../domain/json';
import type { Act } from '../domain/operations';
import type { Chain, Enrolment } from './chain';
import type { DataDatabase, SummaryRow } from './data';
import { asNotSaved } from './failures';
import { HeldModel } from './held_model';
import type { OpenedInspection } from './opened';
import { type Around, OpenInspection } from './opened_inspection';
import type { Outbox } from './outbox';
import type { Pulled } from './pulled';
import { above, type Content, type InspectionSummary, withNumbers } from './summaries';

export interface PlannedBlock {
  readonly id: string;
  readonly name: string;
}

/** As the reference of the facility tells it; empty fields are left out. */
export interface PlannedRoom {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly block: string | null;
  readonly regime: string | null;
  readonly people: string | null;
  readonly is_in_use: boolean;
}

export interface Plan {
  readonly facility: string;
  /** ISO day. */
  readonly visitedOn: string;
  readonly isAnnounced: boolean;
  /** Account codes; whoever starts it alone where nothing is said. */
  readonly team?: readonly string[];
  readonly checklist: { readonly id: string; readonly ver: number; readonly sha: string };
  readonly blocks: readonly PlannedBlock[];
  readonly rooms: readonly PlannedRoom[];
}

const UNKNOWN: Content = {
  facility: null,
  visitedOn: null,
  state: 'in_progress',
  chk: null,
  rooms: 0,
  touched: 0,
  answered: 0,
  photos: 0,
  comments: 0,
  remarks: 0,
  openRemarks: 0,
  conflicts: 0,
};

export class Inspections {
  private readonly open = new Map<string, Set<OpenInspection>>();
  private readonly counting = new Map<string, Promise<void>>();
  private readonly listeners = new Set<(insp: string) => void>();
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly around: Around,
    private readonly outbox: Outbox,
    private readonly chain: Chain,
    private readonly pulled: Pulled,
  ) {
    this.stops.push(
      around.recorder.onCommitted((insp, committed) => {
        const rows = committed.map(({ dev, seq }) => ({ insp, dev, seq }));
        void around.projection.took(rows);
        const dev = committed[0]?.dev;
        if (dev !== undefined)
          around.windows.tell({ kind: 'recorded', insp, dev, seqs: rows.map((row) => row.seq) });
        this.tell(insp);
      }),
      pulled.onPulled((insp) => this.readAgain(insp)),
      around.windows.onNews((news) => this.tell(news.insp)),
    );
  }

  /** Tells that the summary of an inspection may differ now; gives the way to stop. */
  onChange(listener: (insp: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Everything that is at rest, in memory, and kept in step. Rejects with NotSaved `locked`. */
  async openInspection(insp: string): Promise<OpenedInspection & { packed(): Promise<void> }> {
    await this.around.projection.catchUp();
    const held = new HeldModel(insp, this.outbox, this.around.data, this.around.keys, this.pulled);
    const opened: OpenInspection = new OpenInspection(held, this.around, () => {
      this.open.get(insp)?.delete(opened);
    });
    const all = this.open.get(insp) ?? new Set();
    this.open.set(insp, all.add(opened));
    await held.load();
    return opened;
  }

  /** Without opening any but those of which nothing was counted yet; newest visit first. */
  async listInspections(): Promise<InspectionSummary[]> {
    await this.around.projection.catchUp();
    const [rows, streams] = await this.around.data.run((db) =>
      Promise.all([db.summary.toArray(), db.stream.toCollection().primaryKeys()]),
    );
    const missing = streams.filter((insp) => rows.every((row) => row.insp !== insp));
    for (const insp of missing) await this.count(insp);
    const added = await this.around.data.run((db) => db.summary.bulkGet(missing));
    const all = [...rows, ...added.filter((row) => row !== undefined)];
    const standing = await this.chain.standing();
    const listed = await Promise.all(all.map((row) => this.listed(row, standing?.enrolment ?? null)));
    for (const { insp, isStale } of listed) if (isStale) void this.count(insp);
    return listed.sort(
      (one, other) => compare(other.visitedOn, one.visitedOn) || compare(other.insp, one.insp),
    );
  }

  /** Makes the inspection, its blocks and rooms; `progress` counts what is on disk of `of`. Gives its id.
   * Rejects with NotSaved; the inspection may then exist in part, and is listed. */
  async startInspection(plan: Plan, progress?: (done: number, of: number) => void): Promise<string> {
    const insp = v7();
    const acts = actsOf(insp, plan, this.around.usr);
    const [creation, ...rest] = acts;
    if (creation === undefined) throw new TypeError('a plan without acts');
    const context = { insp, seen: { n: 0, h: '' }, chk: plan.checklist };
    const sets = (creation.sets ?? []).map(({ field, value }) => ({ f: field, val: value, base: [] }));
    const more = creation.more ?? {};
    await this.around.recorder.record(context, [{ entity: creation.entity, kind: 'create', sets, more }]);
    progress?.(1, acts.length);
    const opened = await this.openInspection(insp);
    try {
      await opened.recordMany(rest, (done) => progress?.(done + 1, acts.length));
      await opened.packed();
    } finally {
      opened.close();
    }
    return insp;
  }

  /** Resolves when everything open here is packed; then closes it. */
  async close(): Promise<void> {
    for (const stop of this.stops) stop();
    const all = [...this.open.values()].flatMap((opened) => [...opened]);
    await Promise.all(all.map((opened) => opened.ended()));
    await this.around.projection.settled();
  }

  private async listed(row: SummaryRow, enrolment: Enrolment | null): Promise<InspectionSummary> {
    const { insp, version } = row;
    const [tail, changes] = await this.around.data.run((db) => lag(db, row));
    const dev = enrolment?.dev ?? null;
    const fresh = tail.filter(([, of]) => of === dev).map(([, , seq]) => seq);
    const unsent = above(withNumbers(row.dev === dev ? row.runs : [], fresh), enrolment?.acked ?? 0);
    const key = `${insp}|${version}`;
    const content = await this.around.keys
      .openJson<Content>('summary', key, row.data)
      .catch((error) => this.unknownUnlessLocked(error));
    // What an earlier version of the app counted may lack something.
    return { ...UNKNOWN, ...content, insp, unsent, isStale: tail.length > 0 || changes > 0 };
  }

  private unknownUnlessLocked(error: unknown): Content {
    if (asNotSaved(error).code === 'locked') throw error;
    return UNKNOWN;
  }

  /** Opens and packs it, which counts it anew. */
  private count(insp: string): Promise<void> {
    let running = this.counting.get(insp);
    if (running === undefined) {
      running = this.countNow(insp).finally(() => this.counting.delete(insp));
      this.counting.set(insp, running);
    }
    return running;
  }

  private async countNow(insp: string): Promise<void> {
    try {
      const opened = await this.openInspection(insp);
      await opened.packed();
      opened.close();
      this.tell(insp);
    } catch {
      // Locked meanwhile, or the data database is in trouble: the list stays as it was.
    }
  }

  private async readAgain(insp: string): Promise<void> {
    for (const opened of this.open.get(insp) ?? []) await opened.readAgain().catch(() => undefined);
    this.tell(insp);
  }

  private tell(insp: string): void {
    for (const listener of this.listeners) listener(insp);
  }
}

/** What came since the summary was written: keys of the tail, and how much was read. */
function lag(db: DataDatabase, { insp, changedTo }: SummaryRow) {
  return Promise.all([
    db.tail.where('[insp+dev+seq]').between([insp, ''], [insp, '\uffff']).primaryKeys(),
    db.op
      .where('[insp+at]')
      .between([insp, changedTo], [insp, Number.MAX_SAFE_INTEGER], false)
      .limit(1)
      .count(),
  ]);
}

function compare(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : (one ?? '') > (other ?? '') ? 1 : 0;
}

function actsOf(insp: string, plan: Plan, usr: string): Act[] {
  const { facility, visitedOn, isAnnounced, team = [usr] } = plan;
  const said = { facility, visited_on: visitedOn, is_announced: isAnnounced, team: [...team] };
  return [
    creation('inspection', insp, said),
    ...plan.blocks.map((block) => creation('block', block.id, { name: block.name })),
    ...plan.rooms.map((room) => {
      const { id, ...fields } = room;
      const parent = room.block === null ? `facility:${facility}` : `block:${room.block}`;
      return creation('room', id, fields, parent);
    }),
  ];
}

function creation(type: string, id: string, fields: JsonObject, parent?: string): Act {
  const sets = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([field, value]) => ({ field, value: value as Json }));
  const more: JsonObject = parent === undefined ? { type } : { type, parent };
  return { entity: `${type}:${id}`, kind: 'create', sets, more };
}
