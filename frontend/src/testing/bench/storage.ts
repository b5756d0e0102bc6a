/** What the storage does, beside the same work in bare IndexedDB. */
import { v7 } from 'uuid';
import type { OpenedInspection } from '../../db/opened';
import { NO_HASH } from '../../db/projection';
import type { PulledRow } from '../../db/pulled';
import type { Session } from '../../db/tablet';
import { ANSWER, type Body, b64, bodyHash, bodyText } from '../../domain/operations';

const PAGE = 500;
const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

/** Milliseconds of each operation, one after the other: encoded, hashed, signed, encrypted, on the disk. */
export async function recordOneByOne(
  opened: OpenedInspection,
  room: string,
  times: number,
): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const value = { state: 'answered', value: i % 9 };
    const began = performance.now();
    await opened.record({ entity: room, kind: 'set', sets: [{ field: `${ANSWER}beds_in_room`, value }] });
    took.push(performance.now() - began);
  }
  return took;
}

/** The same number of rows of about the same size, each in a strict transaction of its own. */
export async function putOneByOne(times: number): Promise<number[]> {
  const db = await bare('bench-strict');
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const row = { id: v7(), seq: i, own: random(700).buffer, sig: b64(random(64)) };
    const began = performance.now();
    await written(db, 'strict', [row]);
    took.push(performance.now() - began);
  }
  db.close();
  return took;
}

/** Milliseconds to keep a first download, checked by its reader already; `hashed`: with each body's hash. */
export async function keepPulled(session: Session, count: number): Promise<{ kept: number; hashed: number }> {
  const insp = v7();
  await session.pulled.follow(insp);
  const bodies = Array.from({ length: count }, (_, i) => bodyText(invented(insp, i)));
  const beganHashing = performance.now();
  const rows = bodies.map((body, i) => pulledRow(body, i, bodyHash(body)));
  const hashing = performance.now() - beganHashing;
  const began = performance.now();
  let cursor = { n: 0, h: NO_HASH };
  for (let from = 0; from < count; from += PAGE) {
    const page = rows.slice(from, from + PAGE);
    const next = { n: from + page.length, h: page.at(-1)?.bh ?? NO_HASH, more: from + PAGE < count };
    await session.pulled.applyPulled(insp, cursor, page, next);
    cursor = { n: next.n, h: next.h };
  }
  const kept = performance.now() - began;
  return { kept, hashed: kept + hashing };
}

/** Milliseconds to put the same texts into bare IndexedDB, a page in each transaction. */
export async function putInBulk(count: number): Promise<number> {
  const db = await bare('bench-bulk');
  const rows = Array.from({ length: count }, (_, i) => ({
    id: v7(),
    n: i + 1,
    dev: 'd_other',
    sig: b64(random(64)),
    body: bodyText(invented('i', i)),
  }));
  const began = performance.now();
  for (let from = 0; from < count; from += PAGE) await written(db, 'relaxed', rows.slice(from, from + PAGE));
  const took = performance.now() - began;
  db.close();
  return took;
}

/** Fills the tablet with files that wait to be sent. */
export async function keepPhotographs(session: Session, insp: string, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1)
    await session.photos.keep(insp, random(20_000).buffer, 'image/jpeg', random(2_000).buffer);
}

function invented(insp: string, i: number): Body {
  return {
    v: 1,
    op: v7(),
    insp,
    e: `room:00000000-0000-7000-8000-${String(i % 400).padStart(12, '0')}`,
    k: 'set',
    usr: 'u_other',
    sets: [{ f: `${ANSWER}beds_in_room`, val: { state: 'answered', value: i % 9 }, base: [] }],
    t: { w: '2026-11-14T04:14:00.000Z', m: i, b: 'boot', o: 0, q: 'good' },
    app: { ver: 1, b: '0.3.0', os: 'Android 15' },
    seen: { n: i, h: NO_HASH },
  };
}

function pulledRow(body: string, i: number, bh: string): PulledRow {
  const op = String((JSON.parse(body) as Body).op);
  const place = { dev: 'd_other', seq: i + 1, prev: NO_HASH, sig: b64(random(64)), n: i + 1 };
  return { ...place, body, op, bh, status: 'ok', reason: null };
}

function bare(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('row', { keyPath: 'id' });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function written(db: IDBDatabase, durability: 'strict' | 'relaxed', rows: readonly object[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction('row', 'readwrite', { durability });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    const store = transaction.objectStore('row');
    for (const row of rows) store.put(row);
  });
}
