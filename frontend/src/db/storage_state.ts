/** How much room there is, and whether the browser promised not to take it away. */
import { wasFull } from './ballast';
import type { Environment } from './environment';
import type { Outbox } from './outbox';

const MB = 1024 * 1024;
export const WARN_SHARE = 0.8;
export const WARN_FREE_BYTES = 500 * MB;
export const NO_PHOTOS_FREE_BYTES = 150 * MB;
export const VISIT_FREE_BYTES = 2048 * MB;

/** `small_photos`: 1600 px at most; `no_photos`: text alone. */
export type StorageLevel = 'ok' | 'small_photos' | 'no_photos';

/** Bytes; null where the browser does not tell. `isEnoughForVisit`: for several days of photographs. */
export interface StorageState {
  readonly usage: number | null;
  readonly quota: number | null;
  readonly free: number | null;
  readonly isPersisted: boolean;
  /** A write found no room: the ballast was given up for text. */
  readonly isFull: boolean;
  readonly level: StorageLevel;
  readonly isEnoughForVisit: boolean;
}

export async function storageState(environment: Environment, outbox: Outbox): Promise<StorageState> {
  const { storage } = environment;
  const [{ usage = null, quota = null }, isPersisted, isFull] = await Promise.all([
    estimated(environment),
    storage?.persisted().catch(() => false) ?? false,
    wasFull(outbox),
  ]);
  const free = usage === null || quota === null ? null : Math.max(0, quota - usage);
  const level = isFull ? 'no_photos' : levelOf(usage, quota, free);
  const isEnoughForVisit = free === null || free >= VISIT_FREE_BYTES;
  return { usage, quota, free, isPersisted, isFull, level, isEnoughForVisit };
}

async function estimated({ storage }: Environment): Promise<{ usage?: number; quota?: number }> {
  try {
    return (await storage?.estimate()) ?? {};
  } catch {
    return {};
  }
}

function levelOf(usage: number | null, quota: number | null, free: number | null): StorageLevel {
  if (usage === null || quota === null || free === null) return 'ok';
  if (free < NO_PHOTOS_FREE_BYTES) return 'no_photos';
  return free < WARN_FREE_BYTES || usage >= WARN_SHARE * quota ? 'small_photos' : 'ok';
}

/** `granted`: the browser keeps it; `refused`: it may delete everything when the device is full;
 * `unknown`: it has no such promise to give. */
export type Persistence = 'granted' | 'refused' | 'unknown';

export async function persist({ storage }: Environment): Promise<Persistence> {
  if (storage === null) return 'unknown';
  try {
    return (await storage.persisted()) || (await storage.persist()) ? 'granted' : 'refused';
  } catch {
    return 'unknown';
  }
}
