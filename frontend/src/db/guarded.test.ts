// @vitest-environment node
import { expect, test } from 'vitest';
import { losingConnections } from '../testing/failing_storage';
import { answer, PLAN } from '../testing/planned';
import { Device, enrolledSession, startedAgain } from '../testing/tablets';
import { guardedOutbox, OUTBOX } from './outbox';

test('a lost connection is opened anew, and the record succeeds on the new handle', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const inner = device.indexedDB;
  const lost = new Set<number>();
  let handles = 0;
  device.indexedDB = losingConnections(inner, (handle) => {
    handles = Math.max(handles, handle);
    return lost.has(handle);
  }) as typeof inner;
  const again = await startedAgain(device);
  const opened = await again.inspections.openInspection(insp);
  for (let handle = 1; handle <= handles; handle += 1) lost.add(handle);
  await opened.record(answer('r-1', 'beds', '4'));
  expect((await again.envelopes(5, 5)).length).toBe(1);
});

test('a storage that is gone for good is said so, and listeners hear it', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const inner = device.indexedDB;
  let isLost = false;
  device.indexedDB = losingConnections(inner, () => isLost) as typeof inner;
  const again = await startedAgain(device);
  const opened = await again.inspections.openInspection(insp);
  const troubles: string[] = [];
  again.tablet.outbox.onTrouble((trouble) => troubles.push(trouble));
  isLost = true;
  await expect(opened.record(answer('r-1', 'beds', '4'))).rejects.toMatchObject({ code: 'storage_gone' });
  await expect(opened.record(answer('r-1', 'beds', '4'))).rejects.toMatchObject({ code: 'storage_gone' });
  expect(troubles[0]).toBe('gone');
  isLost = false;
  await opened.record(answer('r-1', 'beds', '4'));
  expect((await again.envelopes(5, 5)).length).toBe(1);
});

test('an error of the work itself is not taken for a lost connection', async () => {
  const outbox = guardedOutbox(new Device().environment());
  let times = 0;
  const work = outbox.run(async () => {
    times += 1;
    throw new RangeError('too long');
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(times).toBe(1);
});

test('a database that another window deletes is let go', async () => {
  const device = new Device();
  const outbox = guardedOutbox(device.environment());
  await outbox.run((db) => db.kv.put({ k: 'a', v: 1 }));
  const troubles: string[] = [];
  outbox.onTrouble((trouble) => troubles.push(trouble));
  const request = device.indexedDB.deleteDatabase(OUTBOX);
  await new Promise((resolve) => request.addEventListener('success', resolve));
  expect(troubles).toEqual(['elsewhere']);
  expect(await outbox.run((db) => db.kv.count())).toBe(0);
});

test('an older or newer build opens the outbox: its schema is version 1', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  await session.inspections.startInspection(PLAN);
  const request = device.indexedDB.open(OUTBOX); // as rescue.html does, without a version
  const db = await new Promise<IDBDatabase>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  expect([db.version, [...db.objectStoreNames]]).toEqual([10, ['blob', 'chunk', 'env', 'intent', 'kv']]);
  const store = db.transaction('env').objectStore('env');
  expect([store.keyPath, [...store.indexNames]]).toEqual([
    ['dev', 'seq'],
    ['op', 'st'],
  ]);
  db.close();
});

test('a row that a newer build wrote with further keys is read by this one', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  await session.tablet.outbox.run(async (db) => {
    const row = await db.env.get(['d_1', 4]);
    await db.env.put({ ...row, later: 'what this build does not know' } as never);
    await db.kv.put({ k: 'later', v: { unknown: true } });
  });
  const again = await startedAgain(device);
  expect((await again.inspections.openInspection(insp)).model.known.size).toBe(4);
});
