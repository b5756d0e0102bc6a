/** The documents that the tablet carries along, each kept under the SHA-256 of its bytes. */
import { bytesToHex } from '@noble/hashes/utils.js';
import type {
  ChecklistReference,
  FacilityReference,
  ReferenceEntry,
  StandardsReference,
} from '../domain/references';
import type { Data } from './data';
import { type Keys, utf8Text } from './encryption';

const WANTED = 'references.wanted';
const HELD = 'references.held';
const FACILITIES = 'references.facilities';

/** What the list of facilities shows of one. */
export type FacilityListed = Omit<FacilityReference, 'blocks' | 'rooms' | 'previous' | 'reference'> & {
  readonly rooms: number;
  readonly previous: { readonly visited_on: string; readonly rating: string | null } | null;
};

/** The document's bytes are not what its name says: cut off on the way, or changed. */
export class WrongReference extends Error {
  constructor(
    readonly wanted: string,
    readonly found: string,
  ) {
    super(`a document of hash ${found} came in the place of ${wanted}`);
    this.name = 'WrongReference';
  }
}

type Names = Readonly<Record<string, string>>;
type Listed = Readonly<Record<string, FacilityListed>>;

/** What is held stays in use until the newer document is here, whole. */
export class References {
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly data: Data,
    private readonly keys: Keys,
  ) {}

  /** The server's list of what is in force. Gives what is to be fetched, standards and packs first. */
  async want(entries: readonly ReferenceEntry[]): Promise<ReferenceEntry[]> {
    return this.behind(async () => {
      const wanted = Object.fromEntries(entries.map(({ name, sha256 }) => [name, sha256]));
      await this.keep(WANTED, wanted);
      const rows = await this.data.run((db) => db.ref.bulkGet(entries.map((entry) => entry.sha256)));
      const here = entries.filter((_, i) => rows[i] !== undefined);
      if (here.length > 0) await this.useAll(here.map((entry) => entry.sha256));
      await this.dropFacilities(wanted);
      const missing = entries.filter((_, i) => rows[i] === undefined);
      return missing.sort((one, other) => order(one.name) - order(other.name));
    });
  }

  /** Keeps a document. Rejects with WrongReference; the one before it then stays. */
  async store(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const found = bytesToHex(new Uint8Array(await this.keys.crypto.subtle.digest('SHA-256', bytes)));
    if (found !== sha256) throw new WrongReference(sha256, found);
    const data = await this.keys.close('ref', sha256, bytes);
    await this.behind(async () => {
      await this.data.run((db) => db.ref.put({ sha: sha256, data }));
      await this.useAll([sha256]);
    });
  }

  standards(): Promise<StandardsReference | null> {
    return this.named('standards');
  }

  /** A compiled pack as the twin of the scoring reads it. */
  pack<T>(id: string): Promise<T | null> {
    return this.named(`pack/${id}`);
  }

  /** That very version, as long as any inspection here may need it; the newest where none is named. */
  checklist(id: string, version?: number): Promise<ChecklistReference | null> {
    return this.named(version === undefined ? `checklist/${id}` : `checklist/${id}@${version}`);
  }

  facility(id: string): Promise<FacilityReference | null> {
    return this.named(`facility/${id}`);
  }

  /** All facilities that the tablet knows, without their rooms. */
  async facilities(): Promise<FacilityListed[]> {
    return Object.values((await this.kept<Listed>(FACILITIES)) ?? {});
  }

  /** Hashes of all documents that are here, in use or not. */
  async documents(): Promise<ReadonlySet<string>> {
    return new Set(await this.data.run((db) => db.ref.toCollection().primaryKeys()));
  }

  /** Name -> hash of everything that is here and in use. */
  async held(): Promise<Names> {
    return (await this.kept<Names>(HELD)) ?? {};
  }

  private async named<T>(name: string): Promise<T | null> {
    const sha = (await this.held())[name];
    return sha === undefined ? null : this.document<T>(sha);
  }

  private async document<T>(sha: string): Promise<T | null> {
    const row = await this.data.run((db) => db.ref.get(sha));
    if (row === undefined) return null;
    return JSON.parse(utf8Text(await this.keys.open('ref', sha, row.data))) as T;
  }

  private async useAll(shas: readonly string[]): Promise<void> {
    const wanted = Object.entries((await this.kept<Names>(WANTED)) ?? {});
    const held: Record<string, string> = { ...(await this.held()) };
    const facilities: Record<string, FacilityListed> = { ...(await this.kept<Listed>(FACILITIES)) };
    const fresh = wanted.filter(([name, sha]) => shas.includes(sha) && held[name] !== sha);
    for (const [name, sha] of fresh) {
      held[name] = sha;
      if (name.startsWith('checklist/')) held[await this.versionName(sha)] = sha;
      if (name.startsWith('facility/')) await this.list(sha, facilities);
    }
    await this.keep(HELD, held);
    await this.keep(FACILITIES, facilities);
  }

  private async versionName(sha: string): Promise<string> {
    const checklist = await this.document<ChecklistReference>(sha);
    return `checklist/${checklist?.id}@${checklist?.version}`;
  }

  private async list(sha: string, facilities: Record<string, FacilityListed>): Promise<void> {
    const reference = await this.document<FacilityReference>(sha);
    if (reference !== null) facilities[reference.facility.id] = listed(reference);
  }

  /** Facilities that this user may not visit any more are not offered; their documents stay for visits. */
  private async dropFacilities(wanted: Names): Promise<void> {
    const all = Object.entries((await this.kept<Listed>(FACILITIES)) ?? {});
    const left = all.filter(([id]) => `facility/${id}` in wanted);
    if (left.length < all.length) await this.keep(FACILITIES, Object.fromEntries(left));
  }

  private async keep(key: string, value: unknown): Promise<void> {
    const v = await this.keys.closeJson('kv', key, value);
    await this.data.run((db) => db.kv.put({ k: key, v }));
  }

  private async kept<T>(key: string): Promise<T | null> {
    const row = await this.data.run((db) => db.value<ArrayBuffer>(key));
    return row === undefined ? null : this.keys.openJson<T>('kv', key, row);
  }

  private behind<T>(work: () => Promise<T>): Promise<T> {
    const done = this.work.then(work, work);
    this.work = done.catch(() => undefined);
    return done;
  }
}

function listed(reference: FacilityReference): FacilityListed {
  const { facility, region_names, is_demo, capacity, previous } = reference;
  return {
    facility,
    region_names,
    is_demo,
    capacity,
    rooms: reference.rooms.length,
    previous: previous === null ? null : { visited_on: previous.visited_on, rating: previous.rating },
  };
}

function order(name: string): number {
  return ['standards', 'pack/', 'checklist/', 'facility/'].findIndex((start) => name.startsWith(start));
}
