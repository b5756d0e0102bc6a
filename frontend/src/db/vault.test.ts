// @vitest-environment node
import { expect, test } from 'vitest';
import { Device, enrolledAs, enrolledSession, LITTLE_EFFORT, SECRET, startedAgain } from '../testing/tablets';
import { strengthOf } from './passphrases';
import { openSession, openTablet } from './tablet';
import { TRIES_BEFORE_WAITING } from './vault';

const PHRASE = 'lake button winter copper';

test('the right secret opens what was closed under it', async () => {
  const device = new Device();
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const keys = await tablet.vault.setUp(PHRASE);
  const row = await keys.closeText('draft', 'k', 'six beds');
  const again = await openTablet(device.environment(), LITTLE_EFFORT);
  const opened = await again.vault.unlock(keys.profile, `  ${PHRASE} `);
  expect(await opened.openText('draft', 'k', row)).toBe('six beds');
  await expect(opened.openText('draft', 'another', row)).rejects.toThrow();
});

test('a wrong secret opens nothing, and says so', async () => {
  const device = new Device();
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const { profile } = await tablet.vault.setUp(SECRET);
  const again = await openTablet(device.environment(), LITTLE_EFFORT);
  await expect(again.vault.unlock(profile, '735915')).rejects.toMatchObject({ code: 'wrong' });
  expect(again.vault.unlocked).toBeNull();
});

test('after five wrong secrets even the right one waits, over restarts too, and each time longer', async () => {
  const device = new Device();
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const { profile } = await tablet.vault.setUp(SECRET);
  for (let i = 0; i < TRIES_BEFORE_WAITING; i += 1) {
    await expect(tablet.vault.unlock(profile, '111222')).rejects.toMatchObject({ code: 'wrong' });
  }
  const again = await openTablet(device.environment(), LITTLE_EFFORT);
  await expect(again.vault.unlock(profile, SECRET)).rejects.toMatchObject({ code: 'wait', waitMs: 30_000 });
  device.wait(30_001);
  await expect(again.vault.unlock(profile, '111222')).rejects.toMatchObject({
    code: 'wrong',
    waitMs: 60_000,
  });
  device.wait(60_001);
  expect((await again.vault.unlock(profile, SECRET)).isDropped).toBe(false);
  expect((await again.vault.profiles())[0]?.wrong.count).toBe(0);
});

test('a clock set back does not lock anybody out for a year', async () => {
  const device = new Device();
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const { profile } = await tablet.vault.setUp(SECRET);
  for (let i = 0; i < TRIES_BEFORE_WAITING; i += 1)
    await tablet.vault.unlock(profile, '111222').catch(() => {});
  device.wall -= 365 * 24 * 3_600_000;
  await expect(tablet.vault.unlock(profile, SECRET)).rejects.toMatchObject({ code: 'wait', waitMs: 30_000 });
});

test('another secret opens the same data, and the one before it no longer does', async () => {
  const device = new Device();
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const keys = await tablet.vault.setUp(SECRET);
  const row = await keys.closeText('draft', 'k', 'six');
  await tablet.vault.change(keys.profile, SECRET, PHRASE);
  const opened = await tablet.vault.unlock(keys.profile, PHRASE);
  expect(await opened.openText('draft', 'k', row)).toBe('six');
  await expect(tablet.vault.unlock(keys.profile, SECRET)).rejects.toMatchObject({ code: 'wrong' });
});

test('a window that locks itself alone leaves the others open', async () => {
  const device = new Device();
  const one = await enrolledSession(device);
  const two = await startedAgain(device);
  one.tablet.vault.lock(true);
  expect(one.keys.isDropped).toBe(true);
  expect((await two.sign(new Uint8Array(32))).length).toBe(64);
});

test('locking one window locks all of them', async () => {
  const device = new Device();
  const one = await enrolledSession(device);
  const two = await startedAgain(device);
  const told = new Promise<void>((resolve) => two.tablet.vault.onLock(() => resolve()));
  one.tablet.vault.lock();
  await told;
  expect([one.keys.isDropped, two.keys.isDropped]).toEqual([true, true]);
  await expect(two.sign(new Uint8Array(32))).rejects.toMatchObject({ code: 'locked' });
});

test('a key in memory and a key on disk cannot be read out', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  await expect(crypto.subtle.exportKey('raw', session.keys.dek)).rejects.toThrow();
  const rows = await session.tablet.outbox.run((db) => db.kv.toArray());
  const found = rows.flatMap((row) => (row.v instanceof CryptoKey ? [row.v] : []));
  expect(found.map((key) => key.extractable)).toEqual([false]);
});

test('a second user has rows of their own and cannot open those of the first', async () => {
  const device = new Device();
  const first = await enrolledSession(device, 'd_1', 'u_1');
  const plan = {
    facility: 'f-1',
    visitedOn: '2026-11-21',
    isAnnounced: true,
    checklist: { id: 'c', ver: 1, sha: 'a'.repeat(64) },
    blocks: [],
    rooms: [],
  };
  const insp = await first.inspections.startInspection(plan);
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  device.wait(60_000);
  const keys = await tablet.vault.setUp('908172');
  const begun = await openSession(tablet, keys);
  await begun.enrol(enrolledAs('d_2', 'u_2', await begun.enrollingKey()));
  const second = await openSession(tablet, keys);
  await second.inspections.startInspection(plan);
  expect((await second.inspections.listInspections()).map((one) => one.insp)).not.toContain(insp);
  const mine = await startedAgain(device, 0);
  expect((await mine.inspections.listInspections()).map((one) => [one.insp, one.unsent])).toEqual([
    [insp, 1],
  ]);
  const rows = await tablet.outbox.run((db) => db.env.toArray());
  expect(rows.map((row) => `${row.dev} ${row.seq}`).sort()).toEqual(['d_1 1', 'd_2 1']);
});

test('what a secret is worth is said honestly', () => {
  expect(strengthOf('12345')).toMatchObject({ kind: 'pin', refused: 'too_short' });
  expect(strengthOf('123456')).toMatchObject({ refused: 'too_simple' });
  expect(strengthOf('121212')).toMatchObject({ refused: 'too_simple' });
  expect(strengthOf('735914')).toMatchObject({ kind: 'pin', level: 'weak', refused: null });
  expect(strengthOf(PHRASE)).toMatchObject({ kind: 'passphrase', level: 'strong', refused: null });
  expect(strengthOf('lake lake lake lake').level).not.toBe('strong');
});
