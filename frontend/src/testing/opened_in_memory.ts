/** An opened inspection without a disk, for tests of screens and for looking at them. */
import { v7 } from 'uuid';
import type { NotSaved, OpenedInspection, Recorded } from '../db/opened';
import { InspectionModel, type Known } from '../domain/inspection_model';
import type { JsonObject } from '../domain/json';
import { type Act, BODY_VERSION, type Body } from '../domain/operations';

export class OpenedInMemory implements OpenedInspection {
  readonly model: InspectionModel;
  readonly acts: Act[] = [];
  /** Set it to let every save fail with this. */
  failure: NotSaved | null = null;
  delayMs = 0;
  private readonly listeners = new Set<(entities: ReadonlySet<string>) => void>();
  private readonly drafts = new Map<string, string>();
  private seq = 0;

  constructor(
    readonly insp: string = v7(),
    readonly usr: string = 'inspector-01',
  ) {
    this.model = new InspectionModel(insp);
  }

  onChange(listener: (entities: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async record(act: Act): Promise<Recorded> {
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (this.failure !== null) throw this.failure;
    return this.append(act);
  }

  async recordMany(acts: readonly Act[], progress?: (done: number) => void): Promise<readonly Recorded[]> {
    const done: Recorded[] = [];
    for (const act of acts) {
      done.push(await this.record(act));
      progress?.(done.length);
    }
    return done;
  }

  /** What somebody else recorded, as if it had been pulled. */
  receive(known: Known): void {
    this.tell(this.model.take([known]));
  }

  async draft(entity: string, field: string): Promise<string | null> {
    return this.drafts.get(`${entity}\0${field}`) ?? null;
  }

  async keepDraft(entity: string, field: string, text: string | null): Promise<void> {
    if (text === null) this.drafts.delete(`${entity}\0${field}`);
    else this.drafts.set(`${entity}\0${field}`, text);
  }

  close(): void {
    this.listeners.clear();
  }

  private append(act: Act): Recorded {
    this.acts.push(act);
    this.seq += 1;
    const body = bodyOf(this.model, this.usr, act);
    this.tell(this.model.take([{ body, status: 'own', n: null, dev: 'd_test' }]));
    return { op: body.op, seq: this.seq };
  }

  private tell(entities: ReadonlySet<string>): void {
    for (const listener of this.listeners) listener(entities);
  }
}

function bodyOf(model: InspectionModel, usr: string, act: Act): Body {
  const sets = (act.sets ?? []).map((one) => ({
    f: one.field,
    val: one.value,
    base: one.base ?? model.replacedBy(usr, act.entity, one.field, one.seen),
  }));
  const said: JsonObject = { ...act.more, sets, t: { w: new Date().toISOString() } };
  return { ...said, v: BODY_VERSION, op: v7(), insp: model.insp, e: act.entity, k: act.kind, usr };
}
