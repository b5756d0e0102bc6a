import { describe, expect, it } from 'vitest';
import { factsOf, isCode, NoDay } from './inspection_facts';
import { InspectionModel, type Known } from './inspection_model';
import { stateOf } from './inspection_state';
import type { Json } from './json';
import type { Input } from './standards';

const INSP = 'i1';
const OWN = `inspection:${INSP}`;
const FACILITY = {
  id: 'f1',
  names: { en: 'F' },
  kind: 'colony',
  country: 'KZ',
  region: null,
  codes: [],
} as const;
const LIT: Input = {
  id: 'lit',
  place: 'room',
  kind: 'yes_no',
  label: { en: 'lit' },
  unit: null,
  plausible: null,
  options: [],
};
const YES = { state: 'answered', value: true };

type Sets = Record<string, Json>;

type Said = readonly [kind: string, entity: string, author: string, sets: Sets];

function log(...said: Said[]): Known[] {
  return said.map(([k, e, usr, sets], at) => ({
    body: {
      v: 1,
      op: `o${at}`,
      insp: INSP,
      e,
      k,
      usr,
      sets: Object.entries(sets).map(([f, val]) => ({ f, val, base: [] })),
      t: { w: '2026-06-15T09:14+05:00' },
    },
    status: 'ok',
    n: at + 1,
    dev: `d_${usr}`,
  }));
}

const BEGUN = ['create', OWN, 'lead', { visited_on: '2026-06-15', team: ['second', 'third'] }] as const;
const ROOM = ['create', 'room:r1', 'lead', { number: '12', kind: 'cell' }] as const;

function read(...said: Said[]) {
  const model = new InspectionModel(INSP);
  model.take(log(...said));
  return factsOf(stateOf(model), FACILITY, new Map([['lit', LIT]]), new Set());
}

function visited(...said: Said[]) {
  return read(BEGUN, ROOM, ...said);
}

const told = ({ notUsed }: ReturnType<typeof read>) => notUsed.map((one) => [one.entity, one.reason]);

describe('facts', () => {
  it('have a confirmation by a second person who said nothing of it before', () => {
    const found = visited(
      ['set', 'room:r1', 'second', { 'answer.lit': YES }],
      ['set', 'room:r1', 'third', { 'confirmed.lit': 'o2' }],
    );
    expect(found.facts.answers).toMatchObject([{ recordedBy: 'second', confirmedBy: 'third', value: true }]);
  });

  it('have none by whoever recorded the same themselves, whatever the case of their code', () => {
    const found = visited(
      ['set', 'room:r1', 'second', { 'answer.lit': YES }],
      ['set', 'room:r1', 'third', { 'answer.lit': YES }],
      ['set', 'room:r1', 'THIRD', { 'confirmed.lit': 'o2' }],
    );
    expect(found.facts.answers).toMatchObject([{ recordedBy: 'second', confirmedBy: null }]);
    expect(told(found)).toEqual([['room:r1', 'not_confirmed']]);
  });

  it('keep both answers where two inspectors differ', () => {
    const found = visited(
      ['set', 'room:r1', 'second', { 'answer.lit': YES }],
      ['set', 'room:r1', 'third', { 'answer.lit': { state: 'access_denied' } }],
    );
    expect(found.facts.answers.map((one) => one.state)).toEqual(['answered', 'access_denied']);
  });

  it('leave a room out that was taken back, and tell whether somebody worked on in it', () => {
    const back = ['retract', 'room:r1', 'lead', { _void: { why: 'twice' } }] as const;
    const after = ['set', 'room:r1', 'second', { 'answer.lit': YES }] as const;
    expect([visited(back).facts.rooms, told(visited(back))]).toEqual([[], [['room:r1', 'withdrawn']]]);
    expect(told(visited(back, after))).toEqual([['room:r1', 'withdrawn_and_edited']]);
    expect(told(visited(after, back))).toEqual([['room:r1', 'withdrawn']]);
  });

  it('are of the first day of work where nobody entered one, and are none without any day', () => {
    expect(read(['create', OWN, 'lead', { facility: 'f1' }]).facts.inspection.visitedOn).toBe('2026-06-15');
    expect(() => read()).toThrow(NoDay);
  });

  it('never hold what looks like a name', () => {
    expect(['u_17', 'inspector-01', 'A Person', '', '.x'].map(isCode)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
