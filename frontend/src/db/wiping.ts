/** Destroying everything of one user of this tablet. Nobody else's rows are touched. */
import Dexie from 'dexie';
import { chainKey, type Enrolment, headKey } from './chain';
import type { Outbox, OutboxDatabase } from './outbox';
import { profileKey } from './profiles';
import { enrollingRow } from './signing_keys';

const CHAIN = 'chain|';
const SIGNING_KEY = 'signKey|';

/** The wrapped data key goes first: what a crash leaves behind it, nobody can read any more. Done again,
 * it does the rest. Rejects with NotSaved where the storage does not answer. */
export async function wipeProfile(indexedDB: IDBFactory, outbox: Outbox, profile: string): Promise<void> {
  await outbox.run((db) => db.kv.delete(profileKey(profile)));
  await outbox.run((db) => db.transaction('rw', db.tables, () => wipeIn(db, profile)));
  await deleted(indexedDB.deleteDatabase(`insp-data-${profile}`));
}

async function wipeIn(db: OutboxDatabase, profile: string): Promise<void> {
  const chains = await db.kv.where('k').startsWith(CHAIN).toArray();
  for (const { dev } of chains.map((row) => row.v as Enrolment).filter((one) => one.profile === profile)) {
    await db.env.where('[dev+seq]').between([dev, Dexie.minKey], [dev, Dexie.maxKey]).delete();
    await db.kv.bulkDelete([chainKey(dev), headKey(dev)]);
  }
  const files = await db.blob.filter((row) => row.profile === profile).primaryKeys();
  for (const sha of files) {
    await db.chunk.where('[sha+i]').between([sha, Dexie.minKey], [sha, Dexie.maxKey]).delete();
  }
  await db.blob.bulkDelete(files);
  await db.intent.filter((row) => row.profile === profile).delete();
  const keys = await db.kv.where('k').startsWith(SIGNING_KEY).toArray();
  const own = keys.filter((row) => (row.v as { profile: string }).profile === profile);
  await db.kv.bulkDelete([...own.map((row) => row.k), enrollingRow(profile)]);
}

/** Another window that holds it open hears of it and lets go. */
function deleted(request: IDBOpenDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('the database was not deleted'));
  });
}
