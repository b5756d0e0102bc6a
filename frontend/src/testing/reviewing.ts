/** What a reviewer does at the desk, as it arrives in an opened inspection. */
import type { About } from '../domain/inspection_remarks';
import type { JsonObject } from '../domain/json';
import { BODY_VERSION, type Body, type OperationKind } from '../domain/operations';
import type { OpenedInMemory } from './opened_in_memory';

export class Reviewer {
  readonly usr = 'supervisor-1';
  private n = 0;

  constructor(private readonly opened: OpenedInMemory) {}

  /** The entity of the remark. */
  remark(id: string, about: About, says: string): string {
    const entity = `comment:${id}`;
    const sets = [
      { f: 'says', val: says, base: [] },
      { f: 'about', val: { ...about }, base: [] },
    ];
    this.act('comment', entity, { type: 'comment', sets });
    return entity;
  }

  /** An act on the whole inspection: `return`, `approve`, `publish`, `withdraw`. */
  act(kind: OperationKind, entity = `inspection:${this.opened.insp}`, more: JsonObject = {}): void {
    this.n += 1;
    const w = `2026-06-16T10:${String(this.n).padStart(2, '0')}:00.000+00:00`;
    const body = { ...more, v: BODY_VERSION, op: `office-${this.n}`, e: entity, k: kind, usr: this.usr };
    const whole = { ...body, insp: this.opened.insp, t: { w } } as unknown as Body;
    this.opened.receive({ body: whole, status: 'ok', n: this.n, dev: 'd_srv_1', seq: this.n });
  }
}

/** For looking at: `returned` with remarks of every sort, one block opened again; or `approved`. */
export async function reviewed(opened: OpenedInMemory, how: string | null): Promise<void> {
  if (how === null) return;
  const { model } = opened;
  const reviewer = new Reviewer(opened);
  const own = `inspection:${opened.insp}`;
  const room = model.entities('room')[0] ?? '';
  const block = model.entities('block')[0] ?? '';
  const f = model.fieldsOf(room).find((one) => one.startsWith('answer.')) ?? '';
  const op = model.heads(room, f)[0]?.op ?? '';
  const remarks = [
    reviewer.remark(
      'answer',
      { e: room, f, op },
      'Кто считал, и в какое время? Вечером было на двоих больше.',
    ),
    reviewer.remark('finding', { e: room, c: 'SP01' }, 'Занята ли была эта камера в день посещения?'),
    reviewer.remark('whole', { e: own }, 'Укажите, когда начался обход.'),
    reviewer.remark('block', { e: block }, 'Нет ни одной фотографии этого корпуса.'),
  ];
  const sets = [
    { field: 'says', value: 'В девять утра, сразу после приезда.' },
    { field: 'about', value: { e: 'comment:whole' } },
  ];
  await opened.record({ entity: 'comment:reply', kind: 'comment', sets, more: { type: 'comment' } });
  if (how === 'approved') reviewer.act('approve');
  else reviewer.act('return', own, { comments: remarks, reopens: [block] });
}
