/** Who uses this tablet. Each has keys of their own; nobody's rows are touched by another. */
import type { OutboxDatabase } from './outbox';
import type { Effort } from './passphrases';

/** The data key under a key made of the secret. */
export interface WrappedKey {
  readonly salt: ArrayBuffer;
  readonly effort: Effort;
  readonly iv: ArrayBuffer;
  readonly key: ArrayBuffer;
}

/** `until`: milliseconds of the wall clock before which nothing may be tried; `at`: when that was set. */
export interface WrongTries {
  readonly count: number;
  readonly at: number;
  readonly until: number;
}

/** `dev` and `usr` null before the enrolment. `secret`: what kind it is, for the right keyboard. */
export interface Profile {
  readonly id: string;
  readonly dev: string | null;
  readonly usr: string | null;
  readonly secret: 'pin' | 'passphrase';
  readonly wrapped: WrappedKey;
  readonly wrong: WrongTries;
  readonly createdAt: number;
}

const KEY = 'profile|';
export const profileKey = (id: string): string => KEY + id;

/** In the order in which they came. */
export async function profilesIn(db: OutboxDatabase): Promise<Profile[]> {
  const rows = await db.kv.where('k').startsWith(KEY).toArray();
  return rows.map((row) => row.v as Profile).sort((one, other) => one.createdAt - other.createdAt);
}

/** Changes what is kept of a profile, inside a transaction of the caller or one of its own. */
export async function changeProfile(
  db: OutboxDatabase,
  id: string,
  change: (profile: Profile) => Profile,
): Promise<Profile | null> {
  return db.transaction('rw', db.kv, async () => {
    const found = await db.value<Profile>(profileKey(id));
    if (found === undefined) return null;
    const changed = change(found);
    await db.kv.put({ k: profileKey(id), v: changed });
    return changed;
  });
}
