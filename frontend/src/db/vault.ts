/** The screen lock: a secret opens the data key, which lives in this page's memory alone. */
import { withRoom } from './ballast';
import { Keys, utf8 } from './encryption';
import type { Channel, Environment } from './environment';
import type { Outbox, OutboxDatabase } from './outbox';
import { type Effort, FULL_EFFORT, strengthOf, wrappingKey } from './passphrases';
import { changeProfile, type Profile, profileKey, profilesIn, type WrongTries } from './profiles';

export const TRIES_BEFORE_WAITING = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;
const DEVICE_KEY = 'deviceKey';
const LOCK_CHANNEL = 'insp-lock';
const AES = { name: 'AES-GCM', length: 256 } as const;
const DEK_USES: KeyUsage[] = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];

/** `wrong`: not this secret; `wait`: too many wrong ones, for `waitMs` yet; `refused`: the new secret
 * may not be used; `unknown`: nobody of this name. */
export class NotUnlocked extends Error {
  constructor(
    readonly code: 'wrong' | 'wait' | 'refused' | 'unknown',
    readonly waitMs = 0,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'NotUnlocked';
  }
}

export class Vault {
  private keys: Keys | null = null;
  private readonly channel: Channel | null;
  private readonly listeners = new Set<() => void>();

  /** `effort` is less in tests only. */
  constructor(
    private readonly environment: Environment,
    private readonly outbox: Outbox,
    private readonly effort: Effort = FULL_EFFORT,
  ) {
    this.channel = environment.channel(LOCK_CHANNEL);
    if (this.channel !== null) this.channel.onmessage = () => this.drop();
  }

  profiles(): Promise<Profile[]> {
    return this.outbox.run(profilesIn);
  }

  /** Null while locked. */
  get unlocked(): Keys | null {
    return this.keys;
  }

  /** A new user of this tablet, unlocked at once. Throws NotUnlocked `refused`. */
  async setUp(secret: string): Promise<Keys> {
    refuseWeak(secret);
    const { crypto } = this.environment;
    const id = crypto.randomUUID().slice(0, 8);
    const dek = await crypto.subtle.generateKey(AES, true, DEK_USES);
    const profile: Profile = {
      id,
      dev: null,
      usr: null,
      secret: strengthOf(secret).kind,
      wrapped: await this.wrap(id, secret, dek),
      wrong: { count: 0, at: 0, until: 0 },
      createdAt: this.environment.now().getTime(),
    };
    await this.outbox.run((db) => db.kv.put({ k: profileKey(id), v: profile }));
    return this.unlock(id, secret);
  }

  /** Throws NotUnlocked `wrong`, `wait` or `unknown`. The try is counted on disk before it is made. */
  async unlock(id: string, secret: string): Promise<Keys> {
    const profile = await this.countTry(id);
    const dek = await this.unwrap(profile, secret, false);
    await this.forgetTries(id);
    this.keys?.drop();
    this.keys = new Keys(this.environment.crypto, id, dek);
    return this.keys;
  }

  /** Another secret for the same data. Throws NotUnlocked; the old secret then stays. */
  async change(id: string, secret: string, next: string): Promise<void> {
    refuseWeak(next);
    const profile = await this.countTry(id);
    const dek = await this.unwrap(profile, secret, true);
    const wrapped = await this.wrap(id, next, dek);
    const wrong = { count: 0, at: 0, until: 0 };
    await this.outbox.run((db) =>
      changeProfile(db, id, (kept) => ({ ...kept, wrapped, wrong, secret: strengthOf(next).kind })),
    );
  }

  /** Drops the keys here and in every window, or `onlyHere`. The caller then loads the page anew, which
   * drops the rest. */
  lock(onlyHere = false): void {
    if (!onlyHere) this.channel?.postMessage('lock');
    this.drop();
  }

  /** Tells that this window was locked, by itself or by another; gives the way to stop. */
  onLock(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Milliseconds until the next try; 0: now. */
  waitOf(profile: Profile): number {
    return waitAt(profile.wrong, this.environment.now().getTime());
  }

  close(): void {
    this.channel?.close();
  }

  private drop(): void {
    if (this.keys === null) return;
    this.keys.drop();
    this.keys = null;
    for (const listener of this.listeners) listener();
  }

  private async countTry(id: string): Promise<Profile> {
    const now = this.environment.now().getTime();
    let wait = 0;
    const count = (db: OutboxDatabase) =>
      changeProfile(db, id, (kept) => {
        wait = waitAt(kept.wrong, now);
        return wait > 0 ? kept : { ...kept, wrong: afterTry(kept.wrong, now) };
      });
    const profile = await withRoom(this.outbox, () => this.outbox.run(count));
    if (profile === null) throw new NotUnlocked('unknown');
    if (wait > 0) throw new NotUnlocked('wait', wait);
    return profile;
  }

  private async forgetTries(id: string): Promise<void> {
    const wrong = { count: 0, at: 0, until: 0 };
    const forget = (db: OutboxDatabase) => changeProfile(db, id, (kept) => ({ ...kept, wrong }));
    await withRoom(this.outbox, () => this.outbox.run(forget));
  }

  private async wrap(id: string, secret: string, dek: CryptoKey) {
    const { crypto } = this.environment;
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const kek = await wrappingKey(crypto, secret, salt, this.effort, await this.deviceKey());
    const key = await crypto.subtle.wrapKey('raw', dek, kek, sealed(id, iv));
    return { salt: salt.buffer, effort: this.effort, iv: iv.buffer, key };
  }

  private async unwrap(profile: Profile, secret: string, extractable: boolean): Promise<CryptoKey> {
    const { crypto } = this.environment;
    const { salt, effort, iv, key } = profile.wrapped;
    const kek = await wrappingKey(crypto, secret, new Uint8Array(salt), effort, await this.deviceKey());
    const algorithm = sealed(profile.id, new Uint8Array(iv));
    try {
      return await crypto.subtle.unwrapKey('raw', key, kek, algorithm, AES, extractable, DEK_USES);
    } catch (error) {
      const now = this.environment.now().getTime();
      throw new NotUnlocked('wrong', waitAt(profile.wrong, now), { cause: error });
    }
  }

  /** Made once for this browser; JavaScript cannot read it out. */
  private async deviceKey(): Promise<CryptoKey> {
    const known = await this.outbox.run((db) => db.value<CryptoKey>(DEVICE_KEY));
    if (known !== undefined) return known;
    const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 };
    const made = await this.environment.crypto.subtle.generateKey(algorithm, false, ['sign']);
    return this.outbox.run((db) =>
      db.transaction('rw', db.kv, async () => {
        const meanwhile = await db.value<CryptoKey>(DEVICE_KEY);
        if (meanwhile === undefined) await db.kv.add({ k: DEVICE_KEY, v: made });
        return meanwhile ?? made;
      }),
    );
  }
}

function refuseWeak(secret: string): void {
  if (strengthOf(secret).refused !== null) throw new NotUnlocked('refused');
}

function sealed(id: string, iv: Uint8Array<ArrayBuffer>) {
  return { name: 'AES-GCM', iv, additionalData: utf8(`vault|${id}|1`) };
}

/** Counted as wrong until it proves right. The fifth and each after it doubles the wait. */
function afterTry(wrong: WrongTries, now: number): WrongTries {
  const count = wrong.count + 1;
  if (count < TRIES_BEFORE_WAITING) return { count, at: now, until: now };
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - TRIES_BEFORE_WAITING));
  return { count, at: now, until: now + wait };
}

/** A clock that was set back must not make the wait longer than it was meant. */
function waitAt(wrong: WrongTries, now: number): number {
  return Math.max(0, Math.min(wrong.until - now, wrong.until - wrong.at));
}
