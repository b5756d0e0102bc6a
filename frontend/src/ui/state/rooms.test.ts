import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { NO_ROOMS, type Totals, withRoom } from '../../domain/live_totals';
import { ANSWER, VOID } from '../../domain/operations';
import type { RoomFields } from '../../domain/rooms/reading';
import { progressOf, type RoomStanding } from '../../domain/rooms/standing';
import { OpenedInMemory } from '../../testing/opened_in_memory';
import { RoomsState } from './rooms.svelte';
import { RoomsWalk } from './rooms_walk.svelte';

/** Rooms of 2 questions; what is asked of the standing is counted. */
function stateWith(opened: OpenedInMemory) {
  let asked = 0;
  const idle: ((budgetMs: number) => void)[] = [];
  const standingOf = (room: RoomFields): RoomStanding => {
    asked += 1;
    const answered = ['a', 'b'].filter(
      (input) => opened.model.heads(room.entity, ANSWER + input).length > 0,
    ).length;
    const persons = Number(opened.model.value(room.entity, `${ANSWER}a`) ?? 0);
    const failing = persons > 5 ? [{ criterion: 'C', level: 0 as const, isCritical: true }] : [];
    return {
      asked: 2,
      answered,
      progress: progressOf(2, answered, answered > 0),
      failing,
      isLiving: true,
      persons,
      space: null,
      perPerson: null,
      disputed: [],
    };
  };
  const state = new RoomsState(opened.model, standingOf, (work) => void idle.push(work));
  opened.onChange((entities) => state.changed(entities));
  const rest = () => {
    while (idle.length > 0) idle.shift()?.(1000);
    flushSync();
  };
  return { state, rest, asked: () => asked, standingOf };
}

async function add(opened: OpenedInMemory, number: string, block: string | null = 'b1') {
  const entity = `room:${number}`;
  const sets = [
    { field: 'number', value: number },
    { field: 'kind', value: 'cell' },
    { field: 'block', value: block },
  ];
  await opened.record({ entity, kind: 'create', more: { type: 'room', parent: null }, sets });
}

const say = (opened: OpenedInMemory, number: string, input: string, value: number) =>
  opened.record({ entity: `room:${number}`, kind: 'set', sets: [{ field: ANSWER + input, value }] });

async function walkOf(count: number) {
  const opened = new OpenedInMemory();
  for (const id of ['b1', 'b2']) {
    await opened.record({
      entity: `block:${id}`,
      kind: 'create',
      more: { type: 'block', parent: null },
      sets: [{ field: 'name', value: id }],
    });
  }
  for (let at = 1; at <= count; at += 1) await add(opened, String(at), at % 2 ? 'b1' : 'b2');
  return { opened, ...stateWith(opened) };
}

const plain = (totals: Totals) => ({ ...totals, area: totals.area.toString() });

describe('the rooms of a visit', () => {
  it('are listed at once, and worked out in idle moments', async () => {
    const { state, rest, asked } = await walkOf(40);
    expect(state.ordered.length).toBe(40);
    expect([asked(), state.notYet]).toEqual([0, 40]);
    rest();
    expect([state.totals.totals.inSum, state.notYet]).toEqual([40, 0]);
  });

  it('are worked out right away where somebody looks', async () => {
    const { state, asked } = await walkOf(40);
    state.see(state.ordered.slice(0, 10));
    expect(asked()).toBe(10);
    expect(state.ordered[9]?.standing?.progress).toBe('untouched');
  });

  it('cost one room for one changed answer', async () => {
    const { opened, rest, asked } = await walkOf(40);
    rest();
    const before = asked();
    await say(opened, '7', 'a', 3);
    expect(asked() - before).toBe(1);
  });

  it('have totals that are those of a recount, after rooms were added, answered, moved, struck and brought back', async () => {
    const { opened, state, rest, standingOf } = await walkOf(12);
    await say(opened, '3', 'a', 9);
    await say(opened, '3', 'b', 1);
    await add(opened, '13', 'b2');
    await say(opened, '13', 'a', 2);
    await opened.record({
      entity: 'room:4',
      kind: 'retract',
      sets: [{ field: VOID, value: { why: 'twice' } }],
    });
    await opened.record({
      entity: 'room:3',
      kind: 'retract',
      sets: [{ field: VOID, value: { why: 'gone' } }],
    });
    await opened.record({ entity: 'room:3', kind: 'set', sets: [{ field: VOID, value: false }] });
    await opened.record({ entity: 'room:5', kind: 'set', sets: [{ field: 'block', value: 'b2' }] });
    rest();
    const recount = state.ordered.map((row) => standingOf(row.fields)).reduce(withRoom, NO_ROOMS);
    expect(plain(state.totals.totals)).toEqual(plain(recount));
    const inBlock = state.ordered
      .filter((row) => row.block === 'b2')
      .map((row) => standingOf(row.fields))
      .reduce(withRoom, NO_ROOMS);
    expect(plain(state.totals.ofBlock('b2'))).toEqual(plain(inBlock));
  });

  it('show a struck room apart, with the reason, and no longer in the walk', async () => {
    const { opened, state } = await walkOf(4);
    await opened.record({
      entity: 'room:2',
      kind: 'retract',
      sets: [{ field: VOID, value: { why: 'a store' } }],
    });
    expect(state.ordered.map((row) => row.number)).toEqual(['1', '3', '4']);
    expect(state.struck.map((row) => row.fields.struckWhy)).toEqual(['a store']);
  });

  it('follow what is being typed in the totals, and forget it when it is not recorded', async () => {
    const { state, rest, standingOf } = await walkOf(4);
    rest();
    const row = state.ordered[0];
    if (row === undefined) throw new Error('no room');
    state.live = { entity: row.entity, standing: { ...standingOf(row.fields), persons: 7 } };
    expect(state.shownTotals.persons).toBe(7);
    state.live = null;
    expect(state.shownTotals.persons).toBe(0);
  });

  it('name the next room that is not done, past the end of the walk from its start', async () => {
    const { opened, state } = await walkOf(4);
    expect(state.nextOpen('room:1')?.number).toBe('3');
    for (const number of ['3', '2']) for (const input of ['a', 'b']) await say(opened, number, input, 1);
    expect(state.nextOpen('room:1')?.number).toBe('4');
    expect(state.nextOpen('room:4')?.number).toBe('1');
  });

  it('take in what a colleague recorded before the room itself had come', async () => {
    const { opened, state, rest } = await walkOf(2);
    const body = {
      v: 1,
      op: 'x1',
      insp: opened.insp,
      e: 'room:9',
      k: 'set',
      usr: 'u',
      sets: [{ f: `${ANSWER}a`, val: 1, base: [] }],
    };
    opened.receive({ body, status: 'held', n: 1, dev: 'd2' });
    expect(state.ordered.length).toBe(2);
    await opened.record({
      entity: `inspection:${opened.insp}`,
      kind: 'create',
      more: { type: 'inspection', parent: null },
      sets: [],
    });
    await add(opened, '9');
    rest();
    expect(state.ordered.map((row) => row.number)).toContain('9');
    expect(state.totals.totals.inSum).toBe(3);
  });
});

describe('the walk', () => {
  async function walk(count: number) {
    const made = await walkOf(count);
    made.rest();
    return { ...made, walk: new RoomsWalk(made.state, () => new Set(['2', '5'])) };
  }

  it('finds a room by its number, also behind a prefix, and not in the middle of one', async () => {
    const { opened, walk: shown } = await walk(2);
    for (const number of ['12', '112', '120', 'А-12', '12а']) await add(opened, number);
    shown.query = '12';
    expect(shown.chosen.map((row) => row.number).sort()).toEqual(['12', '120', '12а', 'А-12']);
  });

  it('chooses by state, by kind and by lot, and drops a row when its state changes', async () => {
    const { opened, walk: shown } = await walk(6);
    shown.shown = 'untouched';
    expect(shown.chosen.length).toBe(6);
    await say(opened, '4', 'a', 9);
    expect(shown.chosen.map((row) => row.number)).not.toContain('4');
    shown.shown = 'failing';
    expect(shown.chosen.map((row) => row.number)).toEqual(['4']);
    shown.showAll();
    shown.isSampleOnly = true;
    expect(shown.chosen.map((row) => row.id)).toEqual(['5', '2']);
  });

  it('puts a heading before each block and counts rooms, not headings', async () => {
    const { walk: shown } = await walk(4);
    expect(shown.items.map((item) => (item.isBlock ? item.block : item.position))).toEqual([
      'b1',
      1,
      2,
      'b2',
      3,
      4,
    ]);
  });

  it('puts rooms of blocks that nobody knows under one heading', async () => {
    const { opened, walk: shown } = await walk(1);
    for (const [at, block] of ['x', null, 'y'].entries()) await add(opened, String(10 + at), block);
    expect(shown.items.filter((item) => item.isBlock).map((item) => item.key)).toEqual([
      'block:b1',
      'block:null',
    ]);
  });
});
