// @vitest-environment node
import { expect, test } from 'vitest';
import { bodyHash } from '../domain/operations';
import { Device, enrolledSession, startedAgain } from '../testing/tablets';
import { utf8 } from './encryption';
import { WrongReference } from './references';

const facility = (id: string, name: string) => ({
  reference: 1,
  facility: { id, names: { en: name }, kind: 'prison', country: 'KZ', region: null, codes: [] },
  region_names: null,
  is_demo: true,
  capacity: null,
  blocks: [],
  rooms: [{ id: 'r', number: '1', kind: 'cell', block: null, regime: null, people: null, is_in_use: true }],
  previous: null,
});

function entry(name: string, document: unknown) {
  const text = JSON.stringify(document);
  return { name, text, sha256: bodyHash(text), size: text.length };
}

test('a document is found by its name once it is here, also after a start', async () => {
  const device = new Device();
  const { references } = await enrolledSession(device);
  const all = [
    entry('facility/f-1', facility('f-1', 'North')),
    entry('standards', { reference: 1, main: 'm' }),
  ];
  expect((await references.want(all)).map((one) => one.name)).toEqual(['standards', 'facility/f-1']);
  expect(await references.standards()).toBeNull();
  for (const { sha256, text } of all) await references.store(sha256, utf8(text));
  const again = (await startedAgain(device)).references;
  expect(await again.standards()).toEqual({ reference: 1, main: 'm' });
  expect((await again.facility('f-1'))?.facility.names).toEqual({ en: 'North' });
  expect(await again.facilities()).toMatchObject([{ facility: { id: 'f-1' }, rooms: 1 }]);
  expect(await again.want(all)).toEqual([]);
});

test('bytes that are not what their name says are refused, and the former document stays', async () => {
  const { references } = await enrolledSession(new Device());
  const old = entry('pack/kz', { edition: 1 });
  await references.want([old]);
  await references.store(old.sha256, utf8(old.text));
  const next = entry('pack/kz', { edition: 2 });
  await references.want([next]);
  await expect(references.store(next.sha256, utf8(`${next.text} `))).rejects.toThrow(WrongReference);
  expect(await references.pack('kz')).toEqual({ edition: 1 });
  await references.store(next.sha256, utf8(next.text));
  expect(await references.pack('kz')).toEqual({ edition: 2 });
});

test('an earlier version of a checklist stays for the visits that are pinned to it', async () => {
  const { references } = await enrolledSession(new Device());
  for (const version of [1, 2]) {
    const one = entry('checklist/full', { id: 'full', version, questions: [] });
    await references.want([one]);
    await references.store(one.sha256, utf8(one.text));
  }
  expect((await references.checklist('full', 1))?.version).toBe(1);
  expect((await references.checklist('full'))?.version).toBe(2);
});

test('a facility that may not be visited any more is not offered', async () => {
  const { references } = await enrolledSession(new Device());
  const all = [
    entry('facility/f-1', facility('f-1', 'North')),
    entry('facility/f-2', facility('f-2', 'South')),
  ];
  await references.want(all);
  for (const { sha256, text } of all) await references.store(sha256, utf8(text));
  await references.want(all.slice(1));
  expect((await references.facilities()).map((one) => one.facility.id)).toEqual(['f-2']);
  expect(await references.facility('f-1')).not.toBeNull();
});
