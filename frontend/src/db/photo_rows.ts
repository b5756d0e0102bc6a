/** Which row of `blob` is whose: two users of one tablet may hold the same file, each under own keys. */
import type { BlobRow, OutboxDatabase } from './outbox';

/** The file's own SHA-256, hexadecimal, of a row's key. */
export function shaOf(key: string): string {
  return key.slice(0, 64);
}

/** The row in which this user holds the file, whoever else holds it or did; null: not held. */
export async function blobFor(db: OutboxDatabase, sha: string, profile: string): Promise<BlobRow | null> {
  const [first, apart] = await db.blob.bulkGet([sha, `${sha}~${profile}`]);
  return (first?.profile === profile ? first : apart) ?? null;
}

/** The key under which this user's row stands, or will. */
export async function blobKeyFor(db: OutboxDatabase, sha: string, profile: string): Promise<string> {
  const own = await blobFor(db, sha, profile);
  if (own !== null) return own.sha;
  return (await db.blob.get(sha)) === undefined ? sha : `${sha}~${profile}`;
}
