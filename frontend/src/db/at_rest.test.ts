// @vitest-environment node
import { expect, test } from 'vitest';
import { bodyHash } from '../domain/operations';
import { attachment, PLAN } from '../testing/planned';
import { Device, enrolledSession } from '../testing/tablets';
import { utf8 } from './encryption';

const CANARY = 'Канарейка-kanarejka-4711';

/** All bytes of a stored value, however deep: text in both encodings that a database may use. */
function* bytesIn(value: unknown): Generator<Buffer> {
  if (typeof value === 'string') yield Buffer.from(value, 'utf8');
  else if (value instanceof ArrayBuffer) yield Buffer.from(value);
  else if (ArrayBuffer.isView(value)) yield Buffer.from(value.buffer);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield Buffer.from(key, 'utf8');
      yield* bytesIn(inner);
    }
  }
}

async function stored(factory: IDBFactory): Promise<Map<string, Buffer[]>> {
  const found = new Map<string, Buffer[]>();
  for (const { name = '' } of await factory.databases()) {
    const request = factory.open(name);
    const db = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    for (const store of db.objectStoreNames) {
      const rows = db.transaction(store).objectStore(store).getAll();
      await new Promise((resolve) => {
        rows.onsuccess = resolve;
      });
      found.set(`${name}/${store}`, [...bytesIn(rows.result)]);
    }
    db.close();
  }
  return found;
}

test('nothing that an inspector writes, photographs or reads lies readable in any table', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  const document = JSON.stringify({ reference: 1, main: CANARY });
  await session.references.want([{ name: 'standards', sha256: bodyHash(document), size: document.length }]);
  await session.references.store(bodyHash(document), utf8(document));
  const insp = await session.inspections.startInspection({ ...PLAN, blocks: [{ id: 'b-1', name: CANARY }] });
  const opened = await session.inspections.openInspection(insp);
  const sets = [{ field: 'answer.beds', value: { state: 'not_assessed', words: CANARY } }];
  await opened.record({ entity: 'room:r-1', kind: 'set', sets });
  await opened.packed();
  await opened.record({ entity: 'room:r-1', kind: 'set', sets });
  await opened.keepDraft('room:r-2', 'answer.beds', CANARY);
  const picture = utf8(`${CANARY} `.repeat(100)).buffer;
  const kept = await session.photos.keep(insp, picture, 'image/jpeg', picture.slice(0, 900));
  await opened.record(attachment('e-1', kept));
  const theirs = JSON.stringify({ v: 1, op: 'x', insp, e: 'room:r-1', k: 'comment', usr: 'u', says: CANARY });
  const line = { dev: 'd', seq: 1, prev: '', sig: '', body: theirs, op: 'x', bh: bodyHash(theirs) };
  const rows = [{ ...line, n: 1, status: 'ok' as const, reason: null }];
  const next = { n: 1, h: 'a', more: false };
  await session.pulled.applyPulled(insp, { n: 0, h: '0'.repeat(64) }, rows, next);
  await session.projection.settled();

  const tables = await stored(device.indexedDB);
  const used = [...tables].filter(([, parts]) => parts.length > 0).map(([name]) => name.split('/')[1]);
  const expected = [
    'blob',
    'chunk',
    'draft',
    'env',
    'kv',
    'op',
    'pack',
    'ref',
    'snapshot',
    'summary',
    'tail',
    'thumb',
  ];
  expect(used).toEqual(expect.arrayContaining(expected));
  const plain = ['kanarejka', 'Канарейка'].flatMap((word) => [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
  ]);
  const leaking = [...tables].filter(([, parts]) =>
    parts.some((part) => plain.some((word) => part.includes(word))),
  );
  expect(leaking.map(([name]) => name)).toEqual([]);
});

test('the search for planted words finds one that was written readably', async () => {
  const device = new Device();
  const session = await enrolledSession(device);
  await session.tablet.outbox.run((db) => db.kv.put({ k: 'slip', v: { deep: [CANARY] } }));
  const parts = (await stored(device.indexedDB)).get('insp-outbox/kv') ?? [];
  expect(parts.some((part) => part.includes('kanarejka'))).toBe(true);
});
