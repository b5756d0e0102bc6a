// @vitest-environment node
import { expect, test } from 'vitest';
import { bodyHash, firstLink, linkOf, un64 } from '../domain/operations';
import { Device, enrolledSession, startedAgain } from '../testing/tablets';
import { bodyOf } from './enveloping';
import { NotSaved } from './opened';
import type { Session } from './tablet';

const PLAN = {
  facility: 'f-1',
  visitedOn: '2026-11-21',
  isAnnounced: false,
  checklist: { id: 'prison-visit', ver: 7, sha: '5'.repeat(64) },
  blocks: [{ id: 'b-1', name: 'A' }],
  rooms: [
    { id: 'r-1', number: '1', kind: 'cell', block: 'b-1', regime: null, people: null, is_in_use: true },
    { id: 'r-2', number: '2', kind: 'cell', block: null, regime: null, people: null, is_in_use: true },
  ],
};

const beds = (value: string) => ({
  entity: 'room:r-1',
  kind: 'set' as const,
  sets: [{ field: 'answer.beds', value: { state: 'answered', value } }],
});

async function rowsOf(session: Session) {
  return session.tablet.outbox.run((db) => db.env.orderBy('[dev+seq]').toArray());
}

test('every link follows from the one before it and from the bytes of the body', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const rows = await rowsOf(session);
  const standing = await session.chain.standing();
  let prev = firstLink(standing?.enrolment.certificate ?? '');
  expect(rows.length).toBe(4);
  for (const [i, row] of rows.entries()) {
    const text = await bodyOf(session.keys, row);
    expect([row.seq, row.prev, row.bh]).toEqual([i + 1, prev, bodyHash(text)]);
    expect(row.link).toBe(linkOf('d_1', i + 1, prev, row.bh));
    expect(JSON.parse(text)).toMatchObject({ insp, usr: 'u_1', chk: PLAN.checklist });
    prev = row.link;
  }
  expect(standing?.head).toEqual({ seq: 4, link: prev });
});

test('the signature over a link is that of the key which was enrolled', async () => {
  const session = await enrolledSession(new Device());
  await session.inspections.startInspection(PLAN);
  const publicKey = (await session.chain.standing())?.enrolment.publicKey ?? '';
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('raw', un64(publicKey), curve, false, ['verify']);
  for (const row of await rowsOf(session)) {
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    expect(await crypto.subtle.verify(algorithm, key, un64(row.sig), un64(row.link))).toBe(true);
  }
});

test('two windows that record at once make one chain', async () => {
  const device = new Device();
  const one = await enrolledSession(device);
  const insp = await one.inspections.startInspection(PLAN);
  const two = await startedAgain(device);
  const opened = [await one.inspections.openInspection(insp), await two.inspections.openInspection(insp)];
  const work = opened.map(async (window, w) => {
    for (let i = 0; i < 20; i += 1) await window.record(beds(String(w * 100 + i)));
  });
  await Promise.all(work);
  const rows = await rowsOf(one);
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1));
  expect(rows.slice(1).every((row, i) => row.prev === rows[i]?.link)).toBe(true);
  expect(new Set(rows.map((row) => row.op)).size).toBe(44);
});

test('what one window records the other one shows', async () => {
  const device = new Device();
  const one = await enrolledSession(device);
  const insp = await one.inspections.startInspection(PLAN);
  const two = await startedAgain(device);
  const here = await one.inspections.openInspection(insp);
  const there = await two.inspections.openInspection(insp);
  const changed = new Promise((resolve) => there.onChange(resolve));
  await here.record(beds('4'));
  expect(await changed).toEqual(new Set(['room:r-1']));
  expect(there.model.value('room:r-1', 'answer.beds')).toEqual({ state: 'answered', value: '4' });
});

test('a write names what was on screen, also within one portion', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const [first, second] = await opened.recordMany([beds('4'), beds('5')]);
  const heads = opened.model.heads('room:r-1', 'answer.beds');
  expect(heads.map((head) => head.op)).toEqual([second?.op]);
  expect(opened.model.known.get(second?.op ?? '')?.body.sets).toEqual([
    { f: 'answer.beds', val: { state: 'answered', value: '5' }, base: [first?.op] },
  ]);
});

test('a portion that fails leaves nothing, and those before it stay', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const acts = Array.from({ length: 250 }, (_, i) => ({
    entity: `room:x-${i}`,
    kind: 'create' as const,
    sets: [{ field: 'number', value: i === 249 ? 'x'.repeat(70_000) : String(i) }],
  }));
  const done: number[] = [];
  await expect(opened.recordMany(acts, (count) => done.push(count))).rejects.toThrow(NotSaved);
  expect(done).toEqual([200]);
  expect((await rowsOf(session)).length).toBe(204);
  expect(opened.model.entities('room').length).toBe(202);
});

test('a clock that jumps is noted before the next act, and recording goes on', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  await opened.record(beds('4'));
  device.wall -= 365 * 24 * 3_600_000;
  const recorded = await opened.record(beds('5'));
  const rows = await rowsOf(session);
  const texts = await Promise.all(rows.slice(-2).map((row) => bodyOf(session.keys, row)));
  const [noticed, act] = texts.map((text) => JSON.parse(text));
  expect(noticed).toMatchObject({ k: 'clock', jumped_ms: -365 * 24 * 3_600_000 });
  expect(act.op).toBe(recorded.op);
});

test('a commit whose end was not heard is found again, and not made twice', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const { outbox } = session.tablet;
  const run = outbox.run.bind(outbox);
  outbox.run = async (work) => {
    await run(work);
    return run(work); // as after a connection that was lost behind the commit
  };
  const recorded = await opened.record(beds('4'));
  expect((await rowsOf(session)).map((row) => row.op).slice(4)).toEqual([recorded.op]);
});

test('after the lock nothing is recorded', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  session.tablet.vault.lock();
  await expect(opened.record(beds('4'))).rejects.toMatchObject({ code: 'locked' });
  expect((await rowsOf(session)).length).toBe(4);
});

test('half a letter from a cut emoji does not stop the record', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  await opened.record({ entity: 'block:b-1', kind: 'set', sets: [{ field: 'name', value: 'A\uD83D' }] });
  expect(await bodyOf(session.keys, (await rowsOf(session)).at(-1) as never)).toContain('A\uFFFD');
});

test('a fraction is refused: measures are decimal text', async () => {
  const session = await enrolledSession(new Device());
  const insp = await session.inspections.startInspection(PLAN);
  const opened = await session.inspections.openInspection(insp);
  const act = { entity: 'room:r-1', kind: 'set' as const, sets: [{ field: 'answer.area', value: 7.85 }] };
  await expect(opened.record(act)).rejects.toMatchObject({ code: 'unknown' });
});
