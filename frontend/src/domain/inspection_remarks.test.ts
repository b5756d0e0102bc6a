import { describe, expect, it } from 'vitest';
import { readVector, vectorNames } from '../testing/vectors';
import { InspectionModel, type Known } from './inspection_model';
import { isLeftClosed, isOpen, remarksOf, reopenedBy } from './inspection_remarks';
import type { Json, JsonObject } from './json';
import type { Body, Status } from './operations';

interface RemarkVector {
  readonly log: readonly { n: number; dev: string; seq: number; body: Body }[];
  readonly result: { readonly outcomes: Record<string, string>; readonly remarks: readonly unknown[] };
}

const INSP = 'i1';
const OWN = `inspection:${INSP}`;

describe('the remark vectors', () => {
  it.each(vectorNames('remarks'))('%s has the open remarks of the server', (name) => {
    const { log, result } = readVector('remarks', name) as RemarkVector;
    const model = new InspectionModel(INSP);
    model.take(
      log.map(({ n, dev, seq, body }) => {
        const [status = '', reason = null] = (result.outcomes[body.op] ?? '').split(' ');
        return { body, n, dev, seq, status: status as Status, reason };
      }),
    );
    const shown = remarksOf(model).map((one) => ({
      entity: one.entity,
      is_by_reviewer: one.isBySupervisor,
      is_taken_back: one.isTakenBack,
      is_overtaken: one.isOvertaken,
      is_open: isOpen(one),
      replies: one.replies.map(({ entity }) => entity),
    }));
    expect(shown).toEqual(result.remarks);
  });

  it('are there', () => {
    expect(vectorNames('remarks').length).toBeGreaterThan(0);
  });
});

let count = 0;
function act(k: string, e: string, more: JsonObject = {}, dev = 'd_lead'): Known {
  count += 1;
  const said = { v: 1, op: `op${count}`, insp: INSP, e, k, usr: dev, t: {}, ...more };
  return { body: said as unknown as Body, status: 'ok', n: count, dev };
}

const made = (entity: string, parent: string, sets: Json = []) =>
  act('create', entity, { type: entity.split(':')[0] ?? '', parent, sets });

function returned(reopens?: readonly string[]): InspectionModel {
  const model = new InspectionModel(INSP);
  model.take([
    made(OWN, ''),
    made('block:a', OWN),
    made('block:b', OWN),
    made('room:1', 'block:a'),
    made('room:2', 'block:b', [{ f: 'block', val: 'a', base: [] }]),
    made('room:3', 'block:b'),
    act('submit', OWN),
    act('return', OWN, { comments: [], ...(reopens ? { reopens: [...reopens] } : {}) }, 'd_srv_1'),
  ]);
  return model;
}

describe('a return', () => {
  it('opens everything again unless it names something', () => {
    expect(reopenedBy(returned())).toEqual([OWN]);
    expect(isLeftClosed(returned(), 'room:3')).toBe(false);
  });

  it('that names a block opens its rooms, by what they say and else by where they were made', () => {
    const model = returned(['block:a']);
    const closed = ['block:a', 'room:1', 'room:2', 'room:3', 'block:b', 'facility:f'].filter((one) =>
      isLeftClosed(model, one),
    );
    expect(closed).toEqual(['room:3', 'block:b', 'facility:f']);
  });

  it('counts no more once it was submitted again', () => {
    const model = returned(['block:a']);
    model.take([act('submit', OWN)]);
    expect(reopenedBy(model)).toBeNull();
    expect(isLeftClosed(model, 'room:3')).toBe(false);
  });
});
