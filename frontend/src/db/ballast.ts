/** 20 MB that stand aside for text when the device is full. */
import type { Environment } from './environment';
import { isQuota } from './guarded';
import type { Outbox } from './outbox';

export const BALLAST_BYTES = 20 * 1024 * 1024;
const KEY: [string, number] = ['ballast', 0];
const FULL = 'full';
const RANDOM_AT_ONCE = 65_536;
const ROOM_COMES_BACK_MS = [50, 200, 500, 1000, 2000];

/** Whether it is there after this call. Random bytes: databases squeeze zeros to nothing. */
export async function layBallast(
  environment: Environment,
  outbox: Outbox,
  bytes = BALLAST_BYTES,
): Promise<boolean> {
  if (await hasBallast(outbox)) return true;
  const data = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += RANDOM_AT_ONCE) {
    environment.crypto.getRandomValues(data.subarray(at, Math.min(bytes, at + RANDOM_AT_ONCE)));
  }
  try {
    await outbox.run((db) =>
      db.transaction('rw', db.chunk, db.kv, async () => {
        await db.chunk.put({ sha: KEY[0], i: KEY[1], data: data.buffer });
        await db.kv.delete(FULL);
      }),
    );
    return true;
  } catch {
    return false; // no room for it: photographs stay off
  }
}

export async function hasBallast(outbox: Outbox): Promise<boolean> {
  return (await outbox.run((db) => db.chunk.where('[sha+i]').equals(KEY).count())) > 0;
}

/** Whether a write found no room, and there was none for a new ballast since. */
export async function wasFull(outbox: Outbox): Promise<boolean> {
  return (await outbox.run((db) => db.value<boolean>(FULL))) ?? false;
}

/** Whether there was any to drop. Nothing may be written in the transaction that deletes: a full
 * browser takes deletions alone. */
export async function dropBallast(outbox: Outbox): Promise<boolean> {
  const there = await hasBallast(outbox);
  if (there) await outbox.run((db) => db.chunk.delete(KEY));
  await noteFull(outbox);
  return there;
}

/** The room of what was deleted comes back a moment later: so it is tried again, for some seconds. */
async function noteFull(outbox: Outbox): Promise<void> {
  for (const waitMs of ROOM_COMES_BACK_MS) {
    try {
      await outbox.run((db) => db.kv.put({ k: FULL, v: true }));
      return;
    } catch (error) {
      if (!isQuota(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Does what must be written even on a full tablet: once more without the ballast where there is no room. */
export async function withRoom<T>(outbox: Outbox, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isQuota(error) || !(await dropBallast(outbox))) throw error;
    return work();
  }
}
