// @vitest-environment node
import { expect, test } from 'vitest';
import { fillingUp } from '../testing/failing_storage';
import { answer, PLAN } from '../testing/planned';
import { Device, enrolledSession, startedAgain } from '../testing/tablets';
import { hasBallast, layBallast } from './ballast';
import { persist, storageState } from './storage_state';

const MB = 1024 * 1024;
const LITTLE = 1024;

/** A tablet that is full until its ballast is gone, or (`stays`) for ever. */
async function fullTablet(stays: boolean) {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  await layBallast(session.tablet.environment, session.tablet.outbox, LITTLE);
  const { outbox } = session.tablet;
  let isFull = true;
  const inner = device.indexedDB;
  device.indexedDB = fillingUp(inner, (store) => store === 'env' && isFull) as typeof inner;
  const again = await startedAgain(device);
  again.recorder.onFull(() => {
    isFull = stays;
  });
  return { again, outbox, opened: await again.inspections.openInspection(insp), inner };
}

test('where there is no room, the ballast goes and the text is saved', async () => {
  const { again, opened, outbox } = await fullTablet(false);
  await opened.record(answer('r-1', 'beds', '4'));
  expect((await again.envelopes(5, 5)).length).toBe(1);
  expect(await hasBallast(outbox)).toBe(false);
});

test('after that no photograph is taken, until there is room for a ballast again', async () => {
  const { again, opened, outbox } = await fullTablet(false);
  await opened.record(answer('r-1', 'beds', '4'));
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const kept = again.photos.keep(opened.insp, bytes, 'image/jpeg', null);
  await expect(kept).rejects.toMatchObject({ code: 'quota' });
  expect(await again.photos.waiting()).toEqual([]);
  expect(await layBallast(again.tablet.environment, outbox, LITTLE)).toBe(true);
  expect((await storageState(again.tablet.environment, outbox)).level).toBe('ok');
});

test('a full tablet takes the drawn signature, as it takes words', async () => {
  const device = new Device();
  device.quota = { usage: 960 * MB, quota: 1_100 * MB };
  const session = await enrolledSession(device);
  const drawn = await session.photos.keep('i', new ArrayBuffer(9_000), 'image/png', null);
  expect((await session.photos.read(drawn.sha))?.byteLength).toBe(9_000);
  const large = session.photos.keep('i', new ArrayBuffer(100_000), 'image/png', null);
  await expect(large).rejects.toMatchObject({ code: 'quota' });
});

test('where there is no room even then, it is not saved, and says so', async () => {
  const { again, opened } = await fullTablet(true);
  await expect(opened.record(answer('r-1', 'beds', '4'))).rejects.toMatchObject({ code: 'quota' });
  expect((await again.envelopes(5, 5)).length).toBe(0);
  expect(opened.model.value('room:r-1', 'answer.beds')).toBeUndefined();
});

test('a photograph that does not fit leaves nothing behind', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const insp = await session.inspections.startInspection(PLAN);
  const inner = device.indexedDB;
  const isLast = (value: unknown) => (value as { i?: number }).i === 1;
  device.indexedDB = fillingUp(inner, (store, value) => store === 'chunk' && isLast(value)) as typeof inner;
  const again = await startedAgain(device);
  const bytes = new Uint8Array(1.5 * MB).buffer;
  await expect(again.photos.keep(insp, bytes, 'image/jpeg', null)).rejects.toMatchObject({ code: 'quota' });
  const left = await again.tablet.outbox.run((db) => Promise.all([db.blob.count(), db.chunk.count()]));
  expect(left).toEqual([0, 0]);
});

test.each([
  [0, 10_000, 'ok'],
  [8_000, 10_000, 'small_photos'],
  [700, 1_100, 'small_photos'],
  [960, 1_100, 'no_photos'],
])('%i MB used of %i: %s', async (usage, quota, level) => {
  const device = new Device();
  device.quota = { usage: usage * MB, quota: quota * MB };
  const session = await enrolledSession(device);
  expect((await storageState(session.tablet.environment, session.tablet.outbox)).level).toBe(level);
});

test('a browser that refuses to keep the data is believed', async () => {
  const environment = new Device().environment();
  expect(await persist(environment)).toBe('refused');
  expect(await persist({ ...environment, storage: null })).toBe('unknown');
});
