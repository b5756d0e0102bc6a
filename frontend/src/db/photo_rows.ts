/** Which row of `blob` is whose: two users of one tablet may hold the same file, each under own keys. */
import type { BlobRow, OutboxDatabase } from './outbox';

/** The file's own SHA-256, hexadecimal, of a row's key. */
export function shaOf(key: string): string {
  return key.slice(0, 64);
}

/** The row in which this user holds the file; null: not held. */
export async function blobFor(db: OutboxDatabase, sha: string, profile: string): Promise<BlobRow | null> {
  const found = (await db.blob.get(sha)) ?? null;
  if (found === null || found.profile === profile) return found;
  return (await db.blob.get(`${sha}~${profile}`)) ?? null;
}

/** The key under which this user's row stands, or will. */
export async function blobKeyFor(db: OutboxDatabase, sha: string, profile: string): Promise<string> {
  const found = await db.blob.get(sha);
  return found === undefined || found.profile === profile ? sha : `${sha}~${profile}`;
}
