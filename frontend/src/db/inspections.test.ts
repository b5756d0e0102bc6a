// @vitest-environment node
import { expect, test } from 'vitest';
import { answer, PLAN } from '../testing/planned';
import { Device, enrolledSession, startedAgain } from '../testing/tablets';
import { guardedData } from './data';
import type { Session } from './tablet';

const dataOf = (session: Session) => guardedData(session.tablet.environment, session.keys.profile);

test('an inspection that was begun is listed with what is in it', async () => {
  const session = await enrolledSession(new Device());
  const steps: string[] = [];
  const insp = await session.inspections.startInspection(PLAN, (done, of) => steps.push(`${done}/${of}`));
  const opened = await session.inspections.openInspection(insp);
  await opened.recordMany([answer('r-1', 'beds', '4'), answer('r-1', 'windows', '1')]);
  await opened.packed();
  expect(steps).toEqual(['1/4', '4/4']);
  expect(await session.inspections.listInspections()).toEqual([
    {
      insp,
      facility: 'f-1',
      visitedOn: '2026-11-21',
      state: 'in_progress',
      chk: PLAN.checklist,
      rooms: 2,
      touched: 1,
      answered: 2,
      photos: 0,
      comments: 0,
      remarks: 0,
      openRemarks: 0,
      conflicts: 0,
      unsent: 6,
      isStale: false,
    },
  ]);
});

test('rooms keep what the reference says of them, and nothing that it does not say', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const { model } = await session.inspections.openInspection(insp);
  expect(model.fieldsOf('room:r-2').sort()).toEqual(['is_in_use', 'kind', 'number']);
  expect([model.parentOf('room:r-1'), model.parentOf('room:r-2')]).toEqual(['block:b-1', 'facility:f-1']);
  expect(model.value(`inspection:${insp}`, 'team')).toEqual(['u_1']);
});

test('killed between the commit and the projection: the next start replays it', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const context = { insp, seen: { n: 0, h: '' }, chk: null };
  session.projection.took = () => new Promise(() => {}); // this window dies here
  const value = { state: 'answered', value: '9' };
  const sets = [{ f: 'answer.beds', val: value, base: [] }];
  await session.recorder.record(context, [{ entity: 'room:r-1', kind: 'set', sets }]);
  const again = await startedAgain(device);
  const opened = await again.inspections.openInspection(insp);
  expect(opened.model.value('room:r-1', 'answer.beds')).toEqual(value);
  expect((await again.inspections.listInspections())[0]?.unsent).toBe(5);
});

test('what a dead window did not project another one does, before its own', async () => {
  const device = new Device();
  const dying = await enrolledSession(device);
  const insp = await dying.inspections.startInspection(PLAN);
  const other = await startedAgain(device);
  const there = await other.inspections.openInspection(insp);
  device.silence();
  dying.projection.took = () => new Promise(() => {});
  const here = await dying.inspections.openInspection(insp);
  await here.record(answer('r-1', 'beds', '4'));
  await there.record(answer('r-2', 'beds', '6'));
  const { model } = await (await startedAgain(device)).inspections.openInspection(insp);
  const values = ['r-1', 'r-2'].map((room) => model.value(`room:${room}`, 'answer.beds'));
  expect(values).toMatchObject([{ value: '4' }, { value: '6' }]);
});

test('a window that heard nothing of what another one packed does not write over it', async () => {
  const device = new Device();
  const one = await enrolledSession(device);
  const insp = await one.inspections.startInspection(PLAN);
  const two = await startedAgain(device);
  const here = await one.inspections.openInspection(insp);
  const there = await two.inspections.openInspection(insp);
  device.silence();
  await here.record(answer('r-1', 'beds', '4'));
  await here.packed();
  await there.record(answer('r-2', 'beds', '6'));
  await there.packed();
  const { model } = await (await startedAgain(device)).inspections.openInspection(insp);
  expect(model.value('room:r-1', 'answer.beds')).toMatchObject({ value: '4' });
  expect(there.model.value('room:r-1', 'answer.beds')).toMatchObject({ value: '4' });
});

test('the data database deleted, everything own is there again', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  await opened.recordMany(Array.from({ length: 600 }, (_, i) => answer('r-1', `input_${i}`, String(i))));
  await session.close();
  await dataOf(session).run((db) => db.delete());
  const again = await startedAgain(device);
  const [listed] = await again.inspections.listInspections();
  expect(listed).toMatchObject({ insp, facility: 'f-1', rooms: 2, answered: 600, unsent: 604 });
  expect((await again.inspections.openInspection(insp)).model.known.size).toBe(604);
});

test('what was packed and what came since give the same model as the operations', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  for (let i = 0; i < 30; i += 1) {
    await opened.record(answer(i % 2 === 0 ? 'r-1' : 'r-2', `input_${i % 7}`, String(i)));
    if (i % 11 === 0) await opened.packed();
  }
  const again = (await (await startedAgain(device)).inspections.openInspection(insp)).model;
  expect([...again.known.keys()].sort()).toEqual([...opened.model.known.keys()].sort());
  for (const room of ['room:r-1', 'room:r-2']) {
    for (const field of opened.model.fieldsOf(room)) {
      expect(again.heads(room, field)).toEqual(opened.model.heads(room, field));
    }
  }
});

test('two windows that pack lose nothing of each other', async () => {
  const device = new Device();
  const one = await enrolledSession(device);
  const insp = await one.inspections.startInspection(PLAN);
  const two = await startedAgain(device);
  const here = await one.inspections.openInspection(insp);
  const there = await two.inspections.openInspection(insp);
  for (let i = 0; i < 12; i += 1) {
    await here.record(answer('r-1', `a${i}`, '1'));
    await there.record(answer('r-2', `b${i}`, '2'));
    await Promise.all([here.packed(), there.packed()]);
  }
  const { model } = await (await startedAgain(device)).inspections.openInspection(insp);
  expect(model.known.size).toBe(28);
  const tail = await dataOf(one).run((db) => db.tail.count());
  expect(tail).toBe(0);
});

test('an opened inspection of thousands of operations takes a few rows, not one for each', async () => {
  const device = new Device();
  const session = await enrolledSession(device, 'd_1', 'u_1', false);
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const acts = Array.from({ length: 3_000 }, (_, i) => answer(`x-${i % 300}`, `input_${i}`, '1'));
  await opened.recordMany(acts);
  await opened.packed();
  const rows = await dataOf(session).run((db) => Promise.all([db.snapshot.count(), db.tail.count()]));
  expect(rows).toEqual([3, 0]);
});

test('a draft is kept until it is taken away, and only for its field', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  await opened.keepDraft('room:r-1', 'answer.beds', '4 and a h');
  const again = await (await startedAgain(device)).inspections.openInspection(insp);
  expect(await again.draft('room:r-1', 'answer.beds')).toBe('4 and a h');
  expect(await again.draft('room:r-2', 'answer.beds')).toBeNull();
  await again.keepDraft('room:r-1', 'answer.beds', null);
  expect(await opened.draft('room:r-1', 'answer.beds')).toBeNull();
});

test('an inspection stays pinned to its checklist', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  await session.close();
  const again = await startedAgain(device);
  const opened = await again.inspections.openInspection(insp);
  await opened.record(answer('r-1', 'beds', '4'));
  const [last] = (await again.envelopes(5, 1)).map(({ body }) => JSON.parse(body));
  expect(last.chk).toEqual(PLAN.checklist);
});

test('acknowledged operations are not counted as unsent', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const one = await session.inspections.startInspection(PLAN);
  const two = await session.inspections.startInspection({ ...PLAN, visitedOn: '2026-11-22' });
  const link = (await session.envelopes(5, 1))[0]?.row.link;
  await session.chain.heed({ dev: 'd_1', head: { seq: 5, link }, durable: 3 });
  const listed = await session.inspections.listInspections();
  expect(listed.map(({ insp, unsent }) => [insp, unsent])).toEqual([
    [two, 3],
    [one, 0],
  ]);
  const states = await session.tablet.outbox.run((db) => db.env.toArray());
  expect(states.map((row) => row.st)).toEqual([2, 2, 2, 1, 1, 0, 0, 0]);
});

test('a head that is not of this chain asks for a new enrolment', async () => {
  const session = await enrolledSession(new Device());
  await session.inspections.startInspection(PLAN);
  await session.chain.heed({ dev: 'd_1', head: { seq: 2, link: 'x'.repeat(43) } });
  expect((await session.chain.standing())?.enrolment.needsEnrolment).toBe(true);
});

test('what another build packed is read anew from the operations, and nothing is missing', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  await opened.record(answer('r-1', 'beds', '4'));
  await opened.packed();
  const { keys } = session;
  const row = { insp, i: 0, data: await keys.closeText('snapshot', `${insp}|0`, '{"v":99}') };
  await dataOf(session).run((db) => db.snapshot.put(row));
  const again = await (await startedAgain(device)).inspections.openInspection(insp);
  expect(again.model.value('room:r-1', 'answer.beds')).toMatchObject({ value: '4' });
  await again.packed();
  const third = await (await startedAgain(device)).inspections.openInspection(insp);
  expect(third.model.known.size).toBe(opened.model.known.size);
});

test('the last of two answers stands, though the visit was left while both were on their way', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const asked = [opened.record(answer('r-1', 'beds', '5')), opened.record(answer('r-1', 'beds', '56'))];
  opened.close();
  await Promise.all(asked);
  const again = await session.inspections.openInspection(insp);
  const heads = again.model.heads('room:r-1', 'answer.beds');
  expect(heads.map((head) => head.value)).toEqual([{ state: 'answered', value: '56' }]);
});

test('what a screen records as it goes away is on disk before the keys are dropped', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const closing = session.close();
  const late = Promise.resolve().then(() => opened.record(answer('r-1', 'beds', '5')));
  const draft = opened.keepDraft('room:r-2', 'answer.beds', '4 and a h');
  await closing;
  session.tablet.vault.lock();
  await expect(Promise.all([late, draft])).resolves.toBeDefined();
});

test('a draft is there for the next field of its name at once', async () => {
  const session = await enrolledSession(new Device());
  const opened = await session.inspections.openInspection(await session.inspections.startInspection(PLAN));
  expect(await opened.draft('room:r-1', 'answer.beds')).toBeNull();
  const kept = opened.keepDraft('room:r-1', 'answer.beds', '4');
  expect(await opened.draft('room:r-1', 'answer.beds')).toBe('4');
  await kept;
});

test('a draft that is taken away at once does not come back', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const kept = opened.keepDraft('room:r-1', 'answer.beds', '4');
  await Promise.all([kept, opened.keepDraft('room:r-1', 'answer.beds', null)]);
  expect(await (await session.inspections.openInspection(insp)).draft('room:r-1', 'answer.beds')).toBeNull();
});
