import { beforeAll, describe, expect, it } from 'vitest';
import { fixture, packFixture } from '../../testing/fixtures';
import { FACILITY_ID, inventedVisit } from '../../testing/invented_visit';
import type { OpenedInMemory } from '../../testing/opened_in_memory';
import type { Facility } from '../facts';
import { factsOf } from '../inspection_facts';
import { stateOf } from '../inspection_state';
import { ANSWER } from '../operations';
import type { ChecklistReference } from '../references';
import { assess, withInputsOf } from '../scoring/assessing';
import { type AnswersHere, roomSpace } from '../scoring/live';
import { answersAt } from './answers_read';
import { roomFields } from './reading';
import { RoomRules } from './rules';
import { spaceFigure } from './space_figure';

const DAY = '2026-11-14';
const FACILITY: Facility = {
  id: FACILITY_ID,
  names: {},
  kind: 'colony',
  country: 'KZ',
  region: null,
  codes: [],
};
const main = packFixture('international');
const kz = packFixture('kz');
const checklist = fixture<ChecklistReference>('checklist_full');
const rules = new RoomRules(main, [kz], checklist.questions, FACILITY, DAY);

function judged(opened: OpenedInMemory, entity: string) {
  const heads = (at: string, field: string) => opened.model.heads(at, field);
  const room = roomFields(opened.model, entity);
  const answers = [
    ...answersAt(heads, entity, rules.inputs.room),
    ...answersAt(heads, `block:${room.block}`, rules.inputs.block),
    ...answersAt(heads, `facility:${FACILITY_ID}`, rules.inputs.facility),
  ];
  return { room, answers, ...rules.judge(room, answers) };
}

async function oneRoom(answers: Record<string, unknown>, kind = 'dormitory') {
  const opened = await inventedVisit(checklist, 0, false);
  const sets = Object.entries(answers).map(([input, value]) => ({
    field: ANSWER + input,
    value: { state: 'answered', value } as never,
  }));
  await opened.record({
    entity: 'room:r',
    kind: 'create',
    more: { type: 'room', parent: null },
    sets: [{ field: 'number', value: '1' }, { field: 'kind', value: kind }, ...sets],
  });
  return judged(opened, 'room:r');
}

const SHARED = {
  persons_slept_last_night: 4,
  room_rectangles: [['4', '3.5']],
  sanitary_annexe_rectangles: [['1', '1']],
};

it('names what two tablets say differently of the floor and of those who slept there', async () => {
  const opened = await inventedVisit(checklist, 0, false);
  const create = { entity: 'room:r', kind: 'create' as const, more: { type: 'room', parent: null } };
  await opened.record({ ...create, sets: [{ field: 'kind', value: 'dormitory' }] });
  for (const persons of [4, 6]) {
    const say = (input: string, value: unknown) => ({
      field: ANSWER + input,
      value: { state: 'answered', value } as never,
      base: [],
    });
    const sets = [say('persons_slept_last_night', persons), say('room_rectangles', [['4', '3.5']])];
    await opened.record({ entity: 'room:r', kind: 'set', sets });
  }
  expect(judged(opened, 'room:r').standing.disputed).toEqual(['persons_slept_last_night']);
});

describe('the rules at one room', () => {
  let opened: OpenedInMemory;
  beforeAll(async () => {
    opened = await inventedVisit(checklist, 48, true);
  });

  it('judge every criterion as the score of the whole facility does', () => {
    const asking = withInputsOf(main, [kz]);
    const { facts } = factsOf(
      stateOf(opened.model),
      FACILITY,
      asking.inputs,
      new Set(main.criteria.keys()),
      false,
    );
    const { criteria } = assess(facts, main, [kz]);
    let compared = 0;
    for (const entity of opened.model.entities('room')) {
      const { room, findings } = judged(opened, entity);
      for (const [id, { judgement, tier, aggravatedBy }] of findings) {
        const whole = criteria.get(id)?.findings.find((one) => one.place === room.id);
        expect([id, judgement, tier, aggravatedBy]).toEqual([
          id,
          whole?.judgement,
          whole?.tier,
          whole?.aggravatedBy,
        ]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('give the space that the live figure of the scoring gives', () => {
    for (const entity of opened.model.entities('room')) {
      const { room, answers, standing } = judged(opened, entity);
      const here: AnswersHere = new Map(
        answers.filter((one) => one.place === room.id).map((one) => [one.input, [one]]),
      );
      const live = roomSpace({
        pack: rules.pack,
        facility: FACILITY,
        visitedOn: DAY,
        room,
        answers: here,
      });
      expect(standing.perPerson?.toString()).toBe(live.perPersonM2?.toString());
      expect(standing.space?.toString()).toBe(live.spaceM2?.toString());
      expect([standing.persons, standing.isLiving]).toEqual([live.persons, live.isLiving]);
    }
  });

  it('are the same whichever rooms were judged before', () => {
    const fresh = new RoomRules(main, [kz], checklist.questions, FACILITY, DAY);
    for (const entity of opened.model.entities('room').slice(0, 12).reverse()) {
      const { room, answers, findings } = judged(opened, entity);
      expect(fresh.judge(room, answers).findings).toEqual(findings);
    }
  });

  it('take the annexe from the floor and divide by the persons who slept', async () => {
    const { standing } = await oneRoom(SHARED);
    expect([standing.space?.toString(), standing.perPerson?.toString()]).toEqual(['13', '3.25']);
  });

  it('choose the rule for shared rooms or for a single person, and show its bands', async () => {
    const shared = spaceFigure(await oneRoom(SHARED), main, DAY);
    expect([shared?.criterion.id, shared?.level, shared?.isPerPerson]).toEqual(['SP01', 1, true]);
    expect(shared?.bands[0]).toEqual([3, '>=4.0']);
    const single = spaceFigure(await oneRoom({ ...SHARED, persons_slept_last_night: 1 }), main, DAY);
    expect([single?.criterion.id, single?.level, single?.isPerPerson]).toEqual(['SP02', 3, false]);
  });

  it('say what is missing for a figure', async () => {
    const { sanitary_annexe_rectangles: _, ...more } = SHARED;
    const figure = spaceFigure(await oneRoom(more), main, DAY);
    expect(figure?.missing).toContain('sanitary_annexe_rectangles');
    expect(figure?.level).toBeNull();
  });

  it('ask in a kitchen only how many slept there, and everything once somebody did', async () => {
    const empty = await oneRoom({}, 'kitchen');
    expect([...empty.asked]).toEqual(['persons_slept_last_night']);
    expect(empty.standing.progress).toBe('untouched');
    const slept = await oneRoom({ persons_slept_last_night: 2 }, 'kitchen');
    expect(slept.asked.has('room_rectangles') && slept.asked.has('bedding')).toBe(true);
  });

  it('ask about isolation only in isolation cells', async () => {
    expect((await oneRoom({}, 'cell')).asked.has('isolation_bed_as_elsewhere')).toBe(false);
    expect((await oneRoom({}, 'isolation')).asked.has('isolation_bed_as_elsewhere')).toBe(true);
  });

  it('call a room done when every question that applies has an answer in any state', async () => {
    const start = await oneRoom(SHARED);
    expect(start.standing.progress).toBe('in_progress');
    const made = await inventedVisit(checklist, 0, false);
    const sets = [...start.asked].map((id) => ({
      field: ANSWER + id,
      value: { state: 'access_denied' } as never,
    }));
    await made.record({
      entity: 'room:r',
      kind: 'create',
      more: { type: 'room', parent: null },
      sets: [{ field: 'kind', value: 'cell' }, ...sets],
    });
    expect(judged(made, 'room:r').standing.progress).toBe('done');
  });

  it('put critical failures first, the severe ones before the others', async () => {
    const { standing } = await oneRoom({
      ...SHARED,
      persons_slept_last_night: 8,
      wall_distance_m: '1',
      ceiling_height_m: '2',
    });
    expect(standing.failing[0]).toEqual({ criterion: 'SP01', level: 0, isCritical: true });
    expect(standing.failing.some((one) => !one.isCritical)).toBe(true);
  });
});
