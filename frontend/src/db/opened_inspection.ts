/** An inspection that is open in this window. */
import type { InspectionModel } from '../domain/inspection_model';
import type { JsonObject } from '../domain/json';
import type { Act, Write } from '../domain/operations';
import type { Data } from './data';
import type { Keys } from './encryption';
import { asNotSaved } from './failures';
import type { HeldModel } from './held_model';
import { NotSaved, type OpenedInspection, type Recorded } from './opened';
import type { Projection } from './projection';
import { type Committed, MOST_AT_ONCE, type Recorder, type Saying } from './recording';
import { checklistOf } from './summaries';
import type { News, Windows } from './windows';

const PACK_SOON_FROM = 200;
const PACK_SOON_MS = 2_000;
const PACK_AFTER_MS = 20_000;

export interface Around {
  readonly data: Data;
  readonly keys: Keys;
  readonly recorder: Recorder;
  readonly projection: Projection;
  readonly windows: Windows;
  readonly usr: string;
  /** The device of the present chain. */
  dev(): Promise<string | null>;
}

export class OpenInspection implements OpenedInspection {
  readonly insp: string;
  readonly usr: string;
  readonly model: InspectionModel;
  private readonly listeners = new Set<(entities: ReadonlySet<string>) => void>();
  private readonly stops: (() => void)[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private drafts: Promise<unknown> = Promise.resolve();
  private drafted: Promise<Set<string>> | null = null;
  private ending: Promise<void> | null = null;
  private packing: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private chk: JsonObject | null = null;
  private isClosed = false;
  private isRecording = false;

  constructor(
    private readonly held: HeldModel,
    private readonly around: Around,
    private readonly onClosed: () => void,
  ) {
    this.insp = held.insp;
    this.usr = around.usr;
    this.model = held.model;
    this.stops.push(around.recorder.onCommitted((insp, committed) => this.recorded(insp, committed)));
    this.stops.push(around.windows.onNews((news) => void this.heed(news)));
  }

  onChange(listener: (entities: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async record(act: Act): Promise<Recorded> {
    const [recorded] = await this.recordMany([act]);
    if (recorded === undefined) throw new NotSaved('unknown');
    return recorded;
  }

  /** One after the other: each takes for its bases what the one before it left on screen. */
  recordMany(acts: readonly Act[], progress?: (done: number) => void): Promise<readonly Recorded[]> {
    const work = this.queue.then(
      () => this.recordNow(acts, progress),
      () => this.recordNow(acts, progress),
    );
    this.queue = work.catch(() => undefined);
    return work;
  }

  /** There are few: which ones is asked of the disk once, and not for each field on the screen. */
  async draft(entity: string, field: string): Promise<string | null> {
    await this.drafts;
    this.drafted ??= this.keysOfDrafts().catch((error) => {
      this.drafted = null; // asked anew the next time
      throw error;
    });
    if (!(await this.drafted).has(this.draftKey(entity, field))) return null;
    const row = await this.around.data.run((db) => db.draft.get([this.insp, entity, field]));
    if (row === undefined) return null;
    return this.around.keys.openText('draft', this.draftKey(entity, field), row.data);
  }

  /** In the order in which they were asked for: what is taken away must not come back. */
  keepDraft(entity: string, field: string, text: string | null): Promise<void> {
    const work = () => this.keepDraftNow(entity, field, text);
    const kept = this.drafts.then(work, work);
    this.drafts = kept.catch(() => undefined);
    return kept;
  }

  /** Something of this inspection was read by this window. */
  async readAgain(): Promise<void> {
    if (!this.isClosed) this.tell(await this.held.readChanges());
  }

  /** What was asked for goes to the disk, and what is in memory is packed, behind the scenes. */
  close(): void {
    void this.ended();
  }

  /** Resolves when that is done; never rejects. */
  ended(): Promise<void> {
    this.ending ??= this.end();
    return this.ending;
  }

  /** Resolves when the packed form holds everything that is in memory; never rejects. */
  async packed(): Promise<void> {
    await this.drained();
    await this.pack();
  }

  private async end(): Promise<void> {
    this.isClosed = true;
    this.listeners.clear();
    await this.drained();
    for (const stop of this.stops) stop();
    if (this.timer !== null) clearTimeout(this.timer);
    this.onClosed();
    await this.pack();
  }

  /** A screen that goes away records what stands in its fields, and what follows from one record may ask
   * for the next. */
  private async drained(): Promise<void> {
    let seen: unknown[];
    do {
      seen = [this.queue, this.drafts];
      await Promise.all(seen);
      await new Promise((resolve) => setTimeout(resolve));
    } while (seen[0] !== this.queue || seen[1] !== this.drafts);
  }

  private async keepDraftNow(entity: string, field: string, text: string | null): Promise<void> {
    const { data, keys } = this.around;
    if (text === null) {
      (await this.drafted)?.delete(this.draftKey(entity, field));
      await data.run((db) => db.draft.delete([this.insp, entity, field]));
      return;
    }
    const closed = await keys.closeText('draft', this.draftKey(entity, field), text);
    await data.run((db) => db.draft.put({ insp: this.insp, e: entity, f: field, data: closed }));
    (await this.drafted)?.add(this.draftKey(entity, field));
  }

  private async keysOfDrafts(): Promise<Set<string>> {
    const to = [this.insp, '\uffff', '\uffff'];
    const found = await this.around.data.run((db) =>
      db.draft.where('[insp+e+f]').between([this.insp, '', ''], to).primaryKeys(),
    );
    return new Set(found.map(([, entity, field]) => this.draftKey(entity, field)));
  }

  private async recordNow(acts: readonly Act[], progress?: (done: number) => void): Promise<Recorded[]> {
    const done: Recorded[] = [];
    this.isRecording = true;
    try {
      for (const portion of portions(acts)) {
        const context = { insp: this.insp, seen: await this.seen(), chk: this.checklist() };
        const sayings = portion.map((act) => this.sayingOf(act));
        const committed = await this.around.recorder.record(context, sayings);
        for (const { body, seq } of committed) done.push({ op: body.op, seq });
        progress?.(done.length);
      }
    } finally {
      this.isRecording = false;
      if (!this.isClosed) this.packLater();
    }
    return done;
  }

  private sayingOf({ entity, kind, sets, more }: Act): Saying {
    const writes = (sets ?? []).map(
      ({ field, value, base, seen }): Write => ({
        f: field,
        val: value,
        base: base ?? this.model.replacedBy(this.usr, entity, field, seen),
      }),
    );
    return more === undefined ? { entity, kind, sets: writes } : { entity, kind, sets: writes, more };
  }

  private checklist(): JsonObject | null {
    this.chk ??= checklistOf(this.held.operationsOf(`inspection:${this.insp}`));
    return this.chk;
  }

  /** A data database in trouble must not stop anybody from recording. */
  private async seen(): Promise<JsonObject> {
    try {
      const stream = await this.around.data.run((db) => db.stream.get(this.insp));
      return stream === undefined || stream.n === 0 ? { n: 0, h: '' } : { n: stream.n, h: stream.h };
    } catch {
      return { n: 0, h: '' };
    }
  }

  private recorded(insp: string, committed: readonly Committed[]): void {
    if (insp === this.insp) this.tell(this.held.takeRecorded(committed));
  }

  private async heed(news: News): Promise<void> {
    if (news.insp !== this.insp || this.isClosed) return;
    try {
      if (news.kind === 'recorded') {
        const rows = news.seqs.map((seq) => ({ insp: news.insp, dev: news.dev, seq }));
        this.tell(await this.held.takeOwn(rows));
      } else if (news.kind === 'pulled') await this.readAgain();
    } catch (error) {
      if (asNotSaved(error).code !== 'locked') throw error;
    }
  }

  private tell(entities: ReadonlySet<string>): void {
    if (entities.size > 0) for (const listener of this.listeners) listener(entities);
    if (!this.isClosed) this.packLater();
  }

  /** Never between two keys: soon after the last of many changes, or some time after the first. */
  private packLater(): void {
    if (!this.held.isDirty || this.isRecording) return;
    const isMuch = this.held.unpackedCount >= PACK_SOON_FROM;
    if (isMuch && this.timer !== null) clearTimeout(this.timer);
    if (isMuch) this.timer = setTimeout(() => void this.pack(), PACK_SOON_MS);
    else this.timer ??= setTimeout(() => void this.pack(), PACK_AFTER_MS);
  }

  private pack(): Promise<void> {
    this.packing ??= this.packNow().finally(() => {
      this.packing = null;
    });
    return this.packing;
  }

  private async packNow(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    try {
      await this.around.projection.settled();
      const dev = await this.around.dev();
      for (let tries = 0; tries < 3 && this.held.isDirty; tries += 1) await this.held.pack(dev);
      this.around.windows.tell({ kind: 'counted', insp: this.insp });
    } catch {
      // What is not packed lies in the tail and is read from there at the next opening.
    }
  }

  private draftKey(entity: string, field: string): string {
    return `${this.insp}|${entity}|${field}`;
  }
}

/** In order; a field is written at most once in a portion, so that the next write can name the first. */
function* portions(acts: readonly Act[]): Generator<readonly Act[]> {
  let portion: Act[] = [];
  let written = new Set<string>();
  for (const act of acts) {
    const fields = (act.sets ?? []).map((one) => `${act.entity}\0${one.field}`);
    if (portion.length === MOST_AT_ONCE || fields.some((field) => written.has(field))) {
      yield portion;
      portion = [];
      written = new Set();
    }
    portion.push(act);
    for (const field of fields) written.add(field);
  }
  if (portion.length > 0) yield portion;
}
