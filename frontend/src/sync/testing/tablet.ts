/** A whole tablet under the screens, on a disk in memory, for tests. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { v7 } from 'uuid';
import { type Data, guardedData } from '../../db/data';
import type { Environment } from '../../db/environment';
import { openSession, openTablet, type Session } from '../../db/tablet';
import type { JsonObject } from '../../domain/json';
import type { OperationKind, Write } from '../../domain/operations';
import { Engine } from '../engine';
import { type EnrolmentResult, enrol, readEnrolment } from '../enrolment';
import { exclusiveBy } from '../locks';
import type { Disk, World } from '../ports';
import { storedDisk } from '../stored/disk';
import type { Send } from '../transport';

const SECRET = 'correct horse battery staple';
const LITTLE_EFFORT = { memoryKiB: 64, iterations: 1, parallelism: 1 };

/** The clock that only counts moves when the test says so. */
export class TestWorld implements World {
  counted = 0;
  fixedChance = 0.5;
  waited: number[] = [];
  now = () => Date.now();
  ticks = () => this.counted;
  chance = () => this.fixedChance;
  random: World['random'] = (bytes) => crypto.getRandomValues(bytes);
  wait = async (ms: number) => {
    this.waited.push(ms);
  };
}

function environmentOn(indexedDB: IDBFactory): Environment {
  return {
    indexedDB,
    IDBKeyRange,
    crypto: globalThis.crypto,
    now: () => new Date(),
    monotonic: () => performance.now(),
    bootId: 'boot',
    locks: null,
    storage: null,
    localStorage: null,
    channel: () => null,
    app: { ver: 1, b: 'test', os: 'node' },
  };
}

export class TestTablet {
  readonly world = new TestWorld();
  readonly data: Data;
  readonly disk: Disk;
  readonly engine: Engine;
  /** Inspections of which something was handed in. */
  readonly submitted = new Set<string>();

  private constructor(
    readonly indexedDB: IDBFactory,
    readonly session: Session,
    readonly send: Send,
  ) {
    this.data = guardedData(session.tablet.environment, session.keys.profile);
    this.disk = storedDisk(session, this.data, (insp) => this.submitted.has(insp));
    this.engine = new Engine({ disk: this.disk, world: this.world, send, exclusive: exclusiveBy(null) });
  }

  /** Its first user unlocked it; nobody let it in yet. */
  static async make(send: Send, indexedDB: IDBFactory = new IDBFactory()): Promise<TestTablet> {
    const tablet = await openTablet(environmentOn(indexedDB), LITTLE_EFFORT);
    const [profile] = await tablet.vault.profiles();
    const keys =
      profile === undefined
        ? await tablet.vault.setUp(SECRET)
        : await tablet.vault.unlock(profile.id, SECRET);
    return new TestTablet(indexedDB, await openSession(tablet, keys), send);
  }

  get outbox() {
    return this.session.tablet.outbox;
  }

  async enrol(text: string): Promise<EnrolmentResult> {
    const asked = readEnrolment(text);
    if (asked === null) throw new Error(`${text} is no code`);
    return enrol({ disk: this.disk, world: this.world, send: this.send }, asked, 'test tablet');
  }

  async record(
    insp: string,
    entity: string,
    kind: OperationKind,
    writes: Readonly<Record<string, Write['val']>> = {},
    more: JsonObject = {},
  ): Promise<string> {
    const sets = Object.entries(writes).map(([f, val]) => ({ f, val, base: [] }));
    const context = { insp, seen: { n: 0, h: '' }, chk: null };
    const [made] = await this.session.recorder.record(context, [{ entity, kind, sets, more }]);
    await this.session.projection.catchUp();
    return made?.body.op ?? '';
  }

  /** A new inspection with so many answers. */
  async visit(answers: number): Promise<string> {
    const insp = v7();
    await this.record(insp, `inspection:${insp}`, 'create', { facility: 'f1' }, { type: 'inspection' });
    for (let value = 0; value < answers; value++) {
      await this.record(insp, 'facility:f1', 'set', { 'answer.beds': { state: 'answered', value } });
    }
    return insp;
  }

  /** A file with the operation that names it; gives its hash. */
  async attach(insp: string, size: number, kind: 'attach' | 'sign' = 'attach'): Promise<string> {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) {
      crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)));
    }
    const kept = await this.session.photos.keep(insp, bytes.buffer, 'image/jpeg', null);
    await this.record(insp, `evidence:${v7()}`, kind, { kind: 'photo' }, { file: { ...kept } });
    return kept.sha;
  }

  async unsent(): Promise<number> {
    const state = await this.disk.chain.state();
    return state === null ? -1 : state.head.seq - state.acked;
  }

  /** Numbers in the log of what was read of a stream. */
  async numbers(insp: string): Promise<(number | null)[]> {
    const rows = await this.data.run((db) => db.op.toArray());
    return rows.filter((row) => row.insp === insp).map((row) => row.n);
  }
}

/** Everything that lies on a disk, as a backup of the whole tablet takes it. */
export async function copyOf(disk: IDBFactory): Promise<IDBFactory> {
  const copy = new IDBFactory();
  for (const { name, version } of await disk.databases()) {
    if (name === undefined) continue;
    const from = await opened(disk.open(name));
    const to = await opened(copy.open(name, version), (made) => {
      for (const table of from.objectStoreNames) copySchema(from, made, table);
    });
    for (const table of from.objectStoreNames) {
      const store = from.transaction(table).objectStore(table);
      const rows = await asked(store.getAll());
      const target = to.transaction(table, 'readwrite').objectStore(table);
      for (const row of rows) await asked(target.put(row));
    }
    from.close();
    to.close();
  }
  return copy;
}

function copySchema(from: IDBDatabase, to: IDBDatabase, table: string): void {
  const store = from.transaction(table).objectStore(table);
  const made = to.createObjectStore(table, { keyPath: store.keyPath });
  for (const name of store.indexNames) {
    const { keyPath, unique, multiEntry } = store.index(name);
    made.createIndex(name, keyPath, { unique, multiEntry });
  }
}

function opened(request: IDBOpenDBRequest, upgrade?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  request.onupgradeneeded = () => upgrade?.(request.result);
  return asked(request);
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
