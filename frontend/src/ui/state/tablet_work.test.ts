import { expect, it } from 'vitest';
import { Device, enrolledSession, SECRET } from '../../testing/tablets';
import type { Following } from './tablet_work';
import { TabletWork } from './tablet_work';

const PLAN = {
  facility: 'f1',
  visitedOn: '2026-11-21',
  isAnnounced: false,
  team: [],
  checklist: { id: 'full', ver: 1, sha: 'a'.repeat(64) },
  blocks: [],
  rooms: [],
};
const AROUND = {
  send: async () => null,
  world: {
    now: () => 0,
    ticks: () => 0,
    random: (bytes: Uint8Array<ArrayBuffer>) => bytes,
    chance: () => 0,
    wait: async () => undefined,
  },
  signals: {
    isVisible: () => false,
    onVisible: () => () => undefined,
    onOnline: () => () => undefined,
    later: () => () => undefined,
  },
  isMetered: () => null,
};
const FOLLOWING: Following = { begun: () => undefined, ended: () => undefined };

function workOn(device: Device, following = FOLLOWING): TabletWork {
  return new TabletWork(
    device.environment(),
    AROUND,
    following,
    () => true,
    () => undefined,
  );
}

async function twoInspectors(): Promise<Device> {
  const device = new Device();
  const first = await enrolledSession(device, 'd_1', 'u_1');
  await first.inspections.startInspection(PLAN);
  await first.close();
  device.wait(60_000);
  await (await enrolledSession(device, 'd_2', 'u_2')).close();
  return device;
}

it('keeps what the first inspector has not sent when a second one works here', async () => {
  const work = workOn(await twoInspectors());
  const { inspectors } = await work.look();
  expect(inspectors.map(({ name, unsent, isLetIn }) => [name, unsent, isLetIn])).toEqual([
    ['u_1', 1, true],
    ['u_2', 0, true],
  ]);
  const second = inspectors[1]?.profile ?? '';
  await work.unlock(second, SECRET);
  await work.open(second);
  expect(await work.session?.inspections.listInspections()).toEqual([]);
  await work.lock();
  expect((await work.look()).inspectors[0]?.unsent).toBe(1);
});

it('says how many wrong tries there were, and waits after the fifth', async () => {
  const work = workOn(await twoInspectors());
  const profile = (await work.look()).inspectors[0]?.profile ?? '';
  expect(await work.unlock(profile, '000001')).toEqual({ code: 'wrong', tries: 1, waitSeconds: 0 });
  for (const secret of ['000002', '000003', '000004']) await work.unlock(profile, secret);
  expect(await work.unlock(profile, '000005')).toMatchObject({ tries: 5, waitSeconds: 30 });
  expect(await work.unlock(profile, SECRET)).toMatchObject({ code: 'wrong', waitSeconds: 30 });
});

it('wipes the inspector who is unlocked, and nobody else', async () => {
  const device = await twoInspectors();
  const work = workOn(device);
  const second = (await work.look()).inspectors[1]?.profile ?? '';
  await work.unlock(second, SECRET);
  await work.open(second);
  expect(await work.wipe()).toBe(true);
  expect((await work.look()).inspectors.map(({ name, unsent }) => [name, unsent])).toEqual([['u_1', 1]]);
});

it('wipes on an order to deposit first only when nothing is left to deposit', async () => {
  const device = await twoInspectors();
  const work = workOn(device);
  const [first, second] = (await work.look()).inspectors.map(({ profile }) => profile);
  await work.unlock(first ?? '', SECRET);
  await work.open(first ?? '');
  expect(await work.wipe(true)).toBe(false);
  await work.unlock(second ?? '', SECRET);
  await work.open(second ?? '');
  expect(await work.wipe(true)).toBe(true);
  expect((await work.look()).inspectors.map(({ name, unsent }) => [name, unsent])).toEqual([['u_1', 1]]);
});

it('tells of a loss with the number that was last counted, until it was read', async () => {
  const device = await twoInspectors();
  const work = workOn(device);
  const first = (await work.look()).inspectors[0]?.profile ?? '';
  await work.unlock(first, SECRET);
  let counted = Promise.resolve();
  const following: Following = {
    ...FOLLOWING,
    begun: (_session, doors) => {
      counted = new Promise((resolve) => doors.subscribe((state) => state.unsent === 1 && resolve()));
    },
  };
  const again = workOn(device, following);
  await again.unlock(first, SECRET);
  await again.open(first);
  await counted;
  await again.lock();
  device.indexedDB = new (device.indexedDB.constructor as new () => typeof device.indexedDB)();
  const after = workOn(device);
  expect((await after.look()).loss).toMatchObject({ unsent: 1 });
  expect((await workOn(device).look()).loss).not.toBeNull();
  await after.lossSeen();
  expect((await workOn(device).look()).loss).toBeNull();
});
