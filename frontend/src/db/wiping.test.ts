import { expect, it } from 'vitest';
import { Device, enrolledSession, LITTLE_EFFORT, SECRET } from '../testing/tablets';
import { openSession, openTablet, type Session } from './tablet';
import type { NotUnlocked } from './vault';
import { wipeProfile } from './wiping';

const PLAN = {
  facility: 'f1',
  visitedOn: '2026-11-21',
  isAnnounced: false,
  team: [],
  checklist: { id: 'full', ver: 1, sha: 'a'.repeat(64) },
  blocks: [],
  rooms: [],
};

async function recorded(device: Device, dev: string, usr: string): Promise<Session> {
  const session = await enrolledSession(device, dev, usr);
  await session.inspections.startInspection(PLAN);
  await session.photos.keep('i', new TextEncoder().encode(`photo of ${usr}`).buffer, 'image/jpeg', null);
  await session.close();
  session.tablet.vault.lock();
  return session;
}

it('destroys everything of one inspector and nothing of the other', async () => {
  const device = new Device();
  const first = await recorded(device, 'd_1', 'u_1');
  const second = await recorded(device, 'd_2', 'u_2');
  await wipeProfile(device.indexedDB, second.tablet.outbox, second.keys.profile);

  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  expect((await tablet.vault.profiles()).map((profile) => profile.usr)).toEqual(['u_1']);
  const left = await tablet.outbox.run(async (db) => ({
    devs: new Set((await db.env.toArray()).map((row) => row.dev)),
    owners: new Set((await db.blob.toArray()).map((row) => row.profile)),
    keys: (await db.kv.toArray()).filter((row) => JSON.stringify([row.k, row.v]).includes('d_2')),
  }));
  expect(left).toEqual({ devs: new Set(['d_1']), owners: new Set([first.keys.profile]), keys: [] });
  expect((await device.indexedDB.databases()).map((one) => one.name)).not.toContain(
    `insp-data-${second.keys.profile}`,
  );

  const again = await openSession(tablet, await tablet.vault.unlock(first.keys.profile, SECRET));
  expect(await again.inspections.listInspections()).toHaveLength(1);
});

it('leaves nothing to unlock, even where it was done twice', async () => {
  const device = new Device();
  const session = await recorded(device, 'd_1', 'u_1');
  await wipeProfile(device.indexedDB, session.tablet.outbox, session.keys.profile);
  await wipeProfile(device.indexedDB, session.tablet.outbox, session.keys.profile);
  const unlocking = session.tablet.vault.unlock(session.keys.profile, SECRET);
  await expect(unlocking).rejects.toMatchObject({ code: 'unknown' } satisfies Partial<NotUnlocked>);
});
