// @vitest-environment node
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { Device, LITTLE_EFFORT } from '../testing/tablets';
import { openTablet } from './tablet';

const start = (device: Device) => openTablet(device.environment(), LITTLE_EFFORT);

test('a tablet that was never used has lost nothing', async () => {
  const device = new Device();
  expect((await start(device)).fate).toBe('fresh');
  expect((await start(device)).fate).toBe('intact');
});

test('an outbox that is gone is noticed', async () => {
  const device = new Device();
  await start(device);
  device.indexedDB = new IDBFactory();
  expect((await start(device)).wasLost()).toBe(true);
  expect((await start(device)).fate).toBe('intact');
});

test('local storage that is gone is no loss of data', async () => {
  const device = new Device();
  await start(device);
  device.local.clear();
  expect((await start(device)).fate).toBe('intact');
});

test('what the browser says of a damaged database is heard', async () => {
  const device = new Device();
  const { indexedDB } = device;
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (name, version) => {
    const request = open(name, version);
    request.addEventListener('upgradeneeded', (event) => Object.assign(event, { dataLoss: 'total' }));
    return request;
  };
  expect((await start(device)).wasLost()).toBe(true);
});
