// @vitest-environment node
import { expect, test } from 'vitest';
import type { JsonObject } from '../domain/json';
import { bodyHash } from '../domain/operations';
import { answer, PLAN } from '../testing/planned';
import { Device, enrolledSession, startedAgain } from '../testing/tablets';
import type { PulledRow } from './pulled';
import type { Session } from './tablet';

const NOTHING = { n: 0, h: '0'.repeat(64) };

/** A line of the log by somebody else. */
function line(insp: string, n: number, said: JsonObject): PulledRow {
  const body = JSON.stringify({
    v: 1,
    insp,
    op: `op-${n}`,
    usr: 'u_9',
    sets: [],
    t: { w: 'later' },
    ...said,
  });
  const marks = {
    op: String(JSON.parse(body).op),
    bh: bodyHash(body),
    n,
    status: 'ok' as const,
    reason: null,
  };
  return { dev: 'd_9', seq: n, prev: 'p', sig: 's', body, ...marks };
}

const theirs = (insp: string, n: number, room: string, value: string) =>
  line(insp, n, { e: `room:${room}`, k: 'set', sets: [{ f: 'answer.beds', val: value, base: [] }] });

async function begun(device = new Device()): Promise<{ session: Session; insp: string }> {
  const session = await enrolledSession(device);
  return { session, insp: await session.inspections.startInspection(PLAN) };
}

test('what is read of the log is shown at once, in this window and in the others', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const two = await startedAgain(device);
  const opened = await session.inspections.openInspection(insp);
  const there = await two.inspections.openInspection(insp);
  const told = new Promise<ReadonlySet<string>>((resolve) => there.onChange(resolve));
  const next = { n: 1, h: 'a'.repeat(64), more: false };
  expect(await session.pulled.applyPulled(insp, NOTHING, [theirs(insp, 1, 'r-1', '5')], next)).toBe(true);
  expect(await told).toEqual(new Set(['room:r-1']));
  expect(there.model.value('room:r-1', 'answer.beds')).toBe('5');
  expect(opened.model.value('room:r-1', 'answer.beds')).toBe('5');
  expect((await session.pulled.streams())[0]).toMatchObject({ insp, n: 1, h: 'a'.repeat(64), more: false });
});

test('a page that comes too late moves no cursor and proves no place, and its operations stay', async () => {
  const { session, insp } = await begun();
  const first = { n: 1, h: 'a'.repeat(64), more: false };
  await session.pulled.applyPulled(insp, NOTHING, [theirs(insp, 1, 'r-1', '5')], first);
  const late = { n: 2, h: 'b'.repeat(64), more: false };
  expect(await session.pulled.applyPulled(insp, NOTHING, [theirs(insp, 2, 'r-2', '6')], late)).toBe(false);
  expect((await session.pulled.streams())[0]).toMatchObject({ n: 1, h: 'a'.repeat(64) });
  expect((await session.pulled.unseen(insp, 9)).map((row) => row.op)).toEqual(['op-2']);
  const { model } = await session.inspections.openInspection(insp);
  expect(model.value('room:r-2', 'answer.beds')).toBe('6');
});

test('an own operation that the log puts aside counts no more, here and after the next start', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const opened = await session.inspections.openInspection(insp);
  const { op } = await opened.record(answer('r-1', 'beds', '4'));
  await opened.packed();
  const [sent] = await session.envelopes(5, 1);
  const row = { ...line(insp, 1, {}), op, bh: bodyHash(sent?.body ?? ''), body: sent?.body ?? '' };
  const aside = { ...row, dev: 'd_1', status: 'quarantine' as const, reason: 'not_on_the_team' };
  await session.pulled.applyPulled(insp, NOTHING, [aside], { n: 1, h: 'a'.repeat(64), more: false });
  expect(opened.model.value('room:r-1', 'answer.beds')).toBeUndefined();
  const again = await (await startedAgain(device)).inspections.openInspection(insp);
  expect(again.model.known.get(op)).toMatchObject({ status: 'quarantine', reason: 'not_on_the_team', n: 1 });
  expect(again.model.value('room:r-1', 'answer.beds')).toBeUndefined();
});

test('a log that is another is read anew; what was seen before is offered to it', async () => {
  const { session, insp } = await begun();
  const rows = [theirs(insp, 1, 'r-1', '5'), theirs(insp, 2, 'r-2', '6')];
  await session.pulled.applyPulled(insp, NOTHING, rows, { n: 2, h: 'a'.repeat(64), more: false });
  await session.pulled.rewind(insp);
  const offered = await session.pulled.unseen(insp, 9);
  expect(offered.map(({ op, body }) => [op, body])).toEqual(rows.map(({ op, body }) => [op, body]));
  const next = { n: 1, h: 'c'.repeat(64), more: false };
  const moved = {
    ...theirs(insp, 1, 'r-2', '6'),
    op: 'op-2',
    body: rows[1]?.body ?? '',
    bh: rows[1]?.bh ?? '',
  };
  expect(await session.pulled.applyPulled(insp, NOTHING, [moved], next)).toBe(true);
  expect((await session.pulled.unseen(insp, 9)).map((row) => row.op)).toEqual(['op-1']);
});

test('what was seen on a pass adds up to the hash of all of it', async () => {
  const { session, insp } = await begun();
  const rows = [theirs(insp, 1, 'r-1', '5'), theirs(insp, 2, 'r-2', '6')];
  await session.pulled.applyPulled(insp, NOTHING, rows.slice(0, 1), { n: 1, h: 'a'.repeat(64), more: true });
  const asked = { n: 1, h: 'a'.repeat(64) };
  await session.pulled.applyPulled(insp, asked, rows.slice(1), { n: 2, h: 'b'.repeat(64), more: false });
  const [one, two] = rows.map((row) => BigInt(`0x${row.bh}`));
  const x = ((one ?? 0n) ^ (two ?? 0n)).toString(16).padStart(64, '0');
  expect((await session.pulled.streams())[0]?.x).toBe(x);
});

test('an inspection of colleagues is listed once it was read', async () => {
  const { session } = await begun();
  const insp = '019a9b10-2a44-7b02-8d55-6c0f7d0e1a11';
  await session.pulled.follow(insp);
  const said = [
    { f: 'facility', val: 'f-7', base: [] },
    { f: 'visited_on', val: '2026-12-01', base: [] },
  ];
  const rows = [
    line(insp, 1, { e: `inspection:${insp}`, k: 'create', sets: said, chk: { id: 'c', ver: 2 } }),
    line(insp, 2, { e: `inspection:${insp}`, k: 'submit' }),
  ];
  await session.pulled.applyPulled(insp, NOTHING, rows, { n: 2, h: 'a'.repeat(64), more: false });
  expect((await session.inspections.listInspections())[0]).toMatchObject({
    insp,
    facility: 'f-7',
    state: 'submitted',
    chk: { id: 'c', ver: 2 },
    unsent: 0,
  });
});

test('a stream that may not be read any more stays, and begins anew when it may', async () => {
  const { session, insp } = await begun();
  await session.pulled.applyPulled(insp, NOTHING, [theirs(insp, 1, 'r-1', '5')], {
    n: 1,
    h: 'a'.repeat(64),
    more: false,
  });
  await session.pulled.unfollow(insp);
  expect((await session.pulled.streams())[0]).toMatchObject({ isReadable: false, n: 1 });
  await session.pulled.follow(insp);
  expect((await session.pulled.streams())[0]).toMatchObject({ isReadable: true, n: 0 });
});
