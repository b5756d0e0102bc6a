// @vitest-environment node
import { expect, test } from 'vitest';
import { attachment, PLAN } from '../testing/planned';
import { Device, enrolledAs, enrolledSession, LITTLE_EFFORT, startedAgain } from '../testing/tablets';
import { CHUNK_BYTES } from './photos';
import { openSession, openTablet, type Session } from './tablet';
import { wipeProfile } from './wiping';

const DAY = 24 * 3_600_000;

function picture(size: number, seed = 7): ArrayBuffer {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + seed) % 251).buffer;
}

async function begun(device = new Device()): Promise<{ session: Session; insp: string }> {
  const session = await enrolledSession(device);
  return { session, insp: await session.inspections.startInspection(PLAN) };
}

test('a photograph comes back byte for byte, whole and in part', async () => {
  const { session, insp } = await begun();
  const bytes = picture(2 * CHUNK_BYTES + 12_345);
  const { sha, size } = await session.photos.keep(insp, bytes, 'image/jpeg', null);
  expect(size).toBe(bytes.byteLength);
  expect(Buffer.from((await session.photos.read(sha)) ?? new ArrayBuffer(0)).equals(Buffer.from(bytes))).toBe(
    true,
  );
  const from = CHUNK_BYTES - 10;
  const part = (await session.photos.read(sha, from, CHUNK_BYTES + 20)) ?? new ArrayBuffer(0);
  expect(Buffer.from(part).equals(Buffer.from(bytes.slice(from, from + CHUNK_BYTES + 20)))).toBe(true);
});

test('its name is the SHA-256 of the bytes as they were taken', async () => {
  const { session, insp } = await begun();
  const { sha } = await session.photos.keep(insp, new TextEncoder().encode('abc').buffer, 'text/plain', null);
  expect(sha).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('only what an operation names waits to be sent', async () => {
  const { session, insp } = await begun();
  const kept = await session.photos.keep(insp, picture(1_000), 'image/jpeg', picture(10));
  expect(await session.photos.waiting()).toEqual([]);
  const opened = await session.inspections.openInspection(insp);
  const { op, seq } = await opened.record(attachment('e-1', kept));
  expect(await session.photos.waiting()).toMatchObject([{ sha: kept.sha, op, seq, insp }]);
  await opened.packed();
  expect((await session.inspections.listInspections())[0]?.photos).toBe(1);
});

test('its small picture survives a start and is not the original', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const { sha } = await session.photos.keep(insp, picture(1_000), 'image/jpeg', picture(10, 3));
  const again = await startedAgain(device);
  expect(new Uint8Array((await again.photos.thumbnail(sha)) ?? new ArrayBuffer(0))).toEqual(
    new Uint8Array(picture(10, 3)),
  );
});

test('space is freed only of what has a receipt and is durable', async () => {
  const { session, insp } = await begun();
  const opened = await session.inspections.openInspection(insp);
  const all = [];
  for (let i = 0; i < 3; i += 1)
    all.push(await session.photos.keep(insp, picture(1_000, i), 'image/jpeg', null));
  for (const [i, kept] of all.entries()) await opened.record(attachment(`e-${i}`, kept));
  const [one, two, three] = all.map(({ sha }) => sha);
  await session.photos.keepReceipt(one ?? '', '{}');
  await session.photos.keepReceipt(three ?? '', '{}');
  const row = (await session.envelopes(7, 1))[0]?.row;
  await session.chain.heed({ dev: 'd_1', head: { seq: 7, link: row?.link }, durable: 5 });
  expect((await session.photos.freeSpace()).map((file) => file.sha)).toEqual([one]);
  expect(await session.photos.free([one ?? '', two ?? '', three ?? ''])).toBe(1_000);
  expect(await session.photos.read(one ?? '')).toBeNull();
  expect(await session.photos.read(three ?? '')).not.toBeNull();
});

test('receipts of a server that was restored prove nothing', async () => {
  const { session, insp } = await begun();
  const kept = await session.photos.keep(insp, picture(1_000), 'image/jpeg', null);
  await (await session.inspections.openInspection(insp)).record(attachment('e-1', kept));
  await session.photos.keepReceipt(kept.sha, '{}');
  expect(await session.photos.waiting()).toEqual([]);
  await session.photos.forgetReceipts(insp);
  expect((await session.photos.waiting()).map((row) => row.sha)).toEqual([kept.sha]);
});

test('bytes that nothing names are swept after a week, and not before', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const lost = await session.photos.keep(insp, picture(1_000), 'image/jpeg', null);
  const kept = await session.photos.keep(insp, picture(1_000, 9), 'image/jpeg', null);
  await (await session.inspections.openInspection(insp)).record(attachment('e-1', kept));
  device.wait(6 * DAY);
  await session.photos.sweep();
  expect(await session.photos.read(lost.sha)).not.toBeNull();
  device.wait(2 * DAY);
  await session.photos.sweep();
  expect([await session.photos.read(lost.sha), (await session.photos.read(kept.sha))?.byteLength]).toEqual([
    null,
    1_000,
  ]);
});

test('a photograph being taken when the page died is offered again', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const id = await session.photos.beginIntent(insp, 'room:r-1', 'answer.beds');
  const again = await startedAgain(device);
  expect(await again.photos.intents()).toMatchObject([{ id, insp, e: 'room:r-1', f: 'answer.beds' }]);
  await again.photos.endIntent(id);
  expect(await again.photos.intents()).toEqual([]);
});

test('the same file of two users is two files, each under its own key', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const bytes = picture(1_000);
  const { sha } = await session.photos.keep(insp, bytes, 'image/jpeg', null);
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const keys = await tablet.vault.setUp('908172');
  const begunSecond = await openSession(tablet, keys);
  await begunSecond.enrol(enrolledAs('d_2', 'u_2', await begunSecond.enrollingKey()));
  const second = await openSession(tablet, keys);
  expect(await second.photos.row(sha)).toBeNull();
  expect((await second.photos.keep('other', bytes, 'image/jpeg', null)).sha).toBe(sha);
  expect((await second.photos.read(sha))?.byteLength).toBe(1_000);
  expect((await session.photos.read(sha))?.byteLength).toBe(1_000);
  expect((await session.photos.row(sha))?.insp).toBe(insp);
});

async function withSecondUser(device: Device): Promise<Session> {
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const keys = await tablet.vault.setUp('908172');
  const begunSecond = await openSession(tablet, keys);
  await begunSecond.enrol(enrolledAs('d_2', 'u_2', await begunSecond.enrollingKey()));
  return openSession(tablet, keys);
}

test('a file stays whose other owner was wiped off the tablet', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const bytes = picture(1_000);
  await session.photos.keep(insp, bytes, 'image/jpeg', null);
  const second = await withSecondUser(device);
  const kept = await second.photos.keep(insp, bytes, 'image/jpeg', null);
  const opened = await second.inspections.openInspection(await second.inspections.startInspection(PLAN));
  await opened.record(attachment('e-1', kept));
  await session.close();
  await wipeProfile(device.indexedDB, session.tablet.outbox, session.keys.profile);
  expect((await second.photos.read(kept.sha))?.byteLength).toBe(1_000);
  await second.photos.keepReceipt(kept.sha, '{}');
  expect(await second.photos.waiting()).toEqual([]);
});

test('old bytes that are taken again are not swept before they are named', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  await session.photos.keep(insp, picture(1_000), 'image/jpeg', null);
  device.wait(8 * DAY);
  const again = await session.photos.keep(insp, picture(1_000), 'image/jpeg', null);
  await session.photos.sweep();
  await (await session.inspections.openInspection(insp)).record(attachment('e-1', again));
  expect((await session.photos.read(again.sha))?.byteLength).toBe(1_000);
});

test('evidence whose bytes were swept meanwhile is not recorded', async () => {
  const device = new Device();
  const { session, insp } = await begun(device);
  const kept = await session.photos.keep(insp, picture(1_000), 'image/jpeg', null);
  device.wait(366 * DAY); // a clock that was set right
  await session.photos.sweep();
  const opened = await session.inspections.openInspection(insp);
  await expect(opened.record(attachment('e-1', kept))).rejects.toThrow('storage_gone');
  expect(opened.model.entities('evidence')).toEqual([]);
});
