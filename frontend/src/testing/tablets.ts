/** Tablets on a database in memory, for tests of storage and synchronisation. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Enrolled } from '../db/chain';
import type { Channel, Environment } from '../db/environment';
import type { Effort } from '../db/passphrases';
import { openSession, openTablet, type Session } from '../db/tablet';
import { b64 } from '../domain/operations';

/** For tests alone: a guess costs next to nothing. */
export const LITTLE_EFFORT: Effort = { memoryKiB: 64, iterations: 1, parallelism: 1 };
export const SECRET = '735914';

/** One device: its disk survives, its windows come and go. */
export class Device {
  indexedDB = new IDBFactory();
  readonly local = new Map<string, string>();
  readonly channels = new Map<string, Set<Channel>>();
  wall = Date.UTC(2026, 10, 21, 4, 14);
  counted = 1_000;
  quota = { usage: 0, quota: 10_000_000_000 };
  private starts = 0;

  environment(): Environment {
    this.starts += 1;
    return {
      indexedDB: this.indexedDB,
      IDBKeyRange,
      crypto: globalThis.crypto,
      now: () => new Date(this.wall),
      monotonic: () => this.counted,
      bootId: `boot${this.starts}`,
      locks: null,
      storage: {
        estimate: async () => this.quota,
        persisted: async () => false,
        persist: async () => false,
      },
      localStorage: {
        getItem: (key) => this.local.get(key) ?? null,
        setItem: (key, value) => void this.local.set(key, value),
      },
      channel: (name) => this.channel(name),
      app: { ver: 1, b: 'test', os: 'Node' },
    };
  }

  /** Both clocks go on. */
  wait(ms: number): void {
    this.wall += ms;
    this.counted += ms;
  }

  /** The windows that are open now hear nothing of each other any more. */
  silence(): void {
    for (const all of this.channels.values()) all.clear();
  }

  private channel(name: string): Channel {
    const all = this.channels.get(name) ?? new Set();
    this.channels.set(name, all);
    const channel: Channel = {
      onmessage: null,
      close: () => void all.delete(channel),
      postMessage: (data) => {
        for (const other of all) if (other !== channel) other.onmessage?.({ data } as MessageEvent);
      },
    };
    all.add(channel);
    return channel;
  }
}

/** What a server would answer. `seal`: its sealing key. */
export function enrolledAs(
  dev: string,
  usr: string,
  publicKey: string,
  seal: { kid: string; public_key: string } | null = null,
): Enrolled {
  const keys = { sign: { kid: 'srv-1', public_key: 'unused' }, seal };
  const certificate = JSON.stringify({ dev, keys, kind: 'insp-cert', public_key: publicKey, usr });
  return { dev, usr, publicKey, certificate, signature: 'unused', keys: { 'srv-1': 'unused' } };
}

/** A user who was let in, unlocked. `seal`: whether the server has a sealing key. */
export async function enrolledSession(
  device: Device,
  dev = 'd_1',
  usr = 'u_1',
  seal = true,
): Promise<Session> {
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const keys = await tablet.vault.setUp(SECRET);
  const session = await openSession(tablet, keys);
  const key = seal ? await newSealingKey() : null;
  await session.enrol(enrolledAs(dev, usr, await session.enrollingKey(), key));
  await session.close();
  return openSession(tablet, keys);
}

/** The same device, started again: its first user, or the one named by place. */
export async function startedAgain(device: Device, place = 0, secret = SECRET): Promise<Session> {
  const tablet = await openTablet(device.environment(), LITTLE_EFFORT);
  const profile = (await tablet.vault.profiles())[place];
  if (profile === undefined) throw new Error('nobody uses this tablet');
  return openSession(tablet, await tablet.vault.unlock(profile.id, secret));
}

export async function newSealingKey(): Promise<{ kid: string; public_key: string }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { kid: 'seal-1', public_key: b64(new Uint8Array(raw)) };
}
