import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVector, vectorNames } from '../testing/vectors';
import { InspectionModel } from './inspection_model';
import { type FoundState, newest, stateOf } from './inspection_state';
import { agreement, heads } from './merging';
import { readBody } from './operation_reading';
import type { Body, Status } from './operations';
import { valueText } from './operations';

interface LogVector {
  readonly fields?: readonly Record<string, string[]>[];
  readonly bodies?: readonly string[];
  readonly log?: readonly { n: number; dev: string; seq: number; body: Body }[];
  readonly result: unknown;
}

interface StateResult {
  readonly outcomes: Record<string, string>;
  readonly heads: Record<string, string[]>;
  readonly entities: Record<string, unknown[]>;
  readonly [key: string]: unknown;
}

const vectors = vectorNames('merging').map(
  (name) => [name, readVector('merging', name) as LogVector] as const,
);
const sorted = (found: Iterable<string>) => [...found].sort();

describe('the merging vectors', () => {
  it.each(vectors.filter(([, { fields }]) => fields))('%s has the heads of the server', (_, vector) => {
    const found = (vector.fields ?? []).map((bases) => sorted(heads(new Map(Object.entries(bases)))));
    expect(found).toEqual(vector.result);
  });

  it.each(vectors.filter(([, { bodies }]) => bodies))('%s has the operations of the server', (_, vector) => {
    expect((vector.bodies ?? []).map((text) => readBody(text) !== null)).toEqual(vector.result);
  });

  it.each(vectors.filter(([, { log }]) => log))('%s adds up to the state of the server', (_, vector) => {
    const result = vector.result as StateResult;
    const model = modelOf(vector, result);
    expect(shown(model, stateOf(model))).toEqual(pick(result, Object.keys(shown(model, stateOf(model)))));
  });

  it('are of every sort', () => {
    expect(vectors.length).toBeGreaterThan(7);
    expect(vectors.filter(([, { log }]) => log).length).toBeGreaterThan(5);
  });
});

function modelOf(vector: LogVector, result: StateResult): InspectionModel {
  const model = new InspectionModel(vector.log?.[0]?.body.insp ?? '');
  model.take(
    (vector.log ?? []).map(({ n, dev, seq, body }) => {
      const [status = '', reason = null] = (result.outcomes[body.op] ?? '').split(' ');
      return { body, n, dev, seq, status: status as Status, reason };
    }),
  );
  return model;
}

function shown(model: InspectionModel, state: FoundState): Record<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [entity, fields] of state.heads) {
    for (const [field, those] of fields) {
      const inOrder = [...those].sort((one, other) => one.n - other.n);
      found.set(
        `${entity} ${field}`,
        inOrder.map((head) => head.op),
      );
    }
  }
  const entities = [...state.entities].map(([id, made]) => [id, [made.type, made.parent, made.createdBy]]);
  const said = (field: string) => newest(state.heads.get(model.own)?.get(field) ?? []);
  const used = state.checklist;
  return {
    heads: Object.fromEntries(found),
    entities: Object.fromEntries(entities),
    lead: model.lead(),
    members: state.members,
    facility: said('facility'),
    visited_on: said('visited_on'),
    is_announced: said('is_announced'),
    checklist: used && [used.id, used.version, used.sha256],
    review_state: model.reviewState(),
    conflicts: model.conflicts().length,
  };
}

function pick(from: StateResult, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const bases = fc
  .uniqueArray(fc.constantFrom(...IDS), { minLength: 1 })
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), fc.subarray([...IDS, 'never']).map(without(id))))),
  )
  .map((pairs) => pairs as readonly (readonly [string, string[]])[]);

function without(id: string): (some: string[]) => string[] {
  return (some) => some.filter((one) => one !== id);
}

describe('heads', () => {
  it('do not depend on the order of arrival or on how often an operation comes', () => {
    fc.assert(
      fc.property(bases, fc.infiniteStream(fc.nat()), (pairs, chance) => {
        const shuffled = [...pairs, ...pairs]
          .map((pair) => ({ pair, at: chance.next().value as number }))
          .sort((one, other) => one.at - other.at)
          .map(({ pair }) => pair);
        expect(sorted(heads(new Map(shuffled)))).toEqual(sorted(heads(new Map(pairs))));
      }),
    );
  });

  it('are never none where anything was written', () => {
    fc.assert(fc.property(bases, (pairs) => heads(new Map(pairs)).size > 0));
  });

  it('grow by a write that names nothing, and are one after a write that names all', () => {
    fc.assert(
      fc.property(bases, (pairs) => {
        const before = heads(new Map(pairs));
        expect(sorted(heads(new Map([...pairs, ['z', []]])))).toEqual(sorted([...before, 'z']));
        expect([...heads(new Map([...pairs, ['z', [...before]]]))]).toContain('z');
      }),
    );
  });

  it('lose nothing to a ring of claims', () => {
    expect(
      sorted(
        heads(
          new Map([
            ['a', ['b', 'mine']],
            ['b', ['a', 'mine']],
            ['mine', []],
          ]),
        ),
      ),
    ).toEqual(['a', 'b', 'mine']);
  });
});

describe('agreement', () => {
  it('is by the value and not by the order of its keys', () => {
    const texts = [
      { state: 'answered', value: '8' },
      { value: '8', state: 'answered' },
    ].map(valueText);
    expect(agreement(texts)).toBe('agreed');
    expect(agreement([...texts, valueText({ state: 'not_assessed' })])).toBe('conflict');
    expect([agreement([]), agreement(['1'])]).toEqual(['unsaid', 'one']);
  });

  it('tells 1 from true and "1", as the text of the server does', () => {
    const values = [1, true, '1', null, [1], { a: 1 }];
    expect(values.map(valueText)).toEqual(['1', 'true', '"1"', 'null', '[1]', '{"a":1}']);
  });
});
