/** Locking, unlocking and letting in on the real tablet: what `Session` asks of the floors below. */
import { Chain } from '../../db/chain';
import type { Keys } from '../../db/encryption';
import type { Environment } from '../../db/environment';
import { persist, storageState } from '../../db/storage_state';
import { openSession, openTablet, type Session, settleIn, type Tablet } from '../../db/tablet';
import { NotUnlocked } from '../../db/vault';
import { wipeProfile } from '../../db/wiping';
import type { EnrolmentResult } from '../../sync/enrolment';
import { AT_REST } from '../../sync/state';
import type { Around, Sync } from '../../sync/sync';
import { LossNotes } from './loss_notes';
import type {
  Enrolling,
  EnrolProblem,
  Inspector,
  SessionDoors,
  Unlocked,
  UnlockProblem,
} from './session.svelte';
import type { Room, SyncDoors } from './syncing.svelte';

/** Nothing of it is needed before somebody is in; it is read while their secret is worked out. */
const readSync = () => import('../../sync/sync');

const LAST = 'insp-last-profile';
const PROBLEMS: Readonly<Record<string, EnrolProblem['code']>> = {
  no_network: 'network',
  portal: 'portal',
  too_old: 'too_old',
  other_server: 'wrong_server',
};

/** What the app must do around a session; `Work` itself knows no screens. */
export interface Following {
  begun(session: Session, sync: SyncDoors): void;
  ended(): void;
}

export class TabletWork implements SessionDoors {
  session: Session | null = null;
  private tablet: Tablet | null = null;
  private keys: Keys | null = null;
  private sync: Sync | null = null;
  private readonly notes: LossNotes;

  constructor(
    private readonly environment: Environment,
    private readonly around: Around,
    private readonly following: Following,
    private readonly photosOnWifiOnly: () => boolean,
    private readonly lockedElsewhere: () => void,
  ) {
    this.notes = new LossNotes(environment.localStorage, environment.now);
  }

  /** Rejects with NotSaved where the browser gives no storage at all. */
  async look() {
    const tablet = await this.opened();
    const profiles = await tablet.vault.profiles();
    const inspectors = await Promise.all(
      profiles.map(
        async (profile): Promise<Inspector> => ({
          profile: profile.id,
          name: profile.usr ?? profile.id,
          isLetIn: profile.dev !== null,
          kind: profile.secret,
          unsent: await new Chain(tablet.outbox, profile.id).pending(),
        }),
      ),
    );
    const last = this.environment.localStorage?.getItem(LAST) ?? null;
    return {
      loss: this.notes.loss(),
      inspectors,
      last: inspectors.some((one) => one.profile === last) ? last : null,
    };
  }

  async enrol({ invitation, label, secret }: Enrolling): Promise<EnrolProblem | Unlocked> {
    try {
      const tablet = await this.opened();
      if (secret !== null) this.keys = await tablet.vault.setUp(secret);
      if (this.keys === null) return { code: 'storage', isSetUp: false };
      await this.endWork();
      const { Sync } = await readSync();
      const session = await openSession(tablet, this.keys);
      const sync = new Sync(session, this.around);
      const result = await sync.enrol(invitation, label);
      sync.stop();
      await session.close();
      return result.is === 'enrolled' ? { profile: this.keys.profile, isLetIn: true } : refused(result);
    } catch {
      return { code: 'storage', isSetUp: this.keys !== null };
    }
  }

  async unlock(profile: string, secret: string): Promise<UnlockProblem | Unlocked> {
    try {
      const tablet = await this.opened();
      void readSync().catch(() => undefined);
      this.keys = await tablet.vault.unlock(profile, secret);
      const standing = await new Chain(tablet.outbox, profile).standing();
      return { profile, isLetIn: standing !== null };
    } catch (error) {
      return this.notUnlocked(error, profile);
    }
  }

  async open(profile: string): Promise<void> {
    if (this.keys === null) return;
    const [tablet, { Sync }] = await Promise.all([this.opened(), readSync()]);
    const session = await openSession(tablet, this.keys);
    const sync = new Sync(session, this.around);
    this.session = session;
    this.sync = sync;
    this.applyHabits();
    this.environment.localStorage?.setItem(LAST, profile);
    this.following.begun(session, this.doors(session, sync));
    sync.start();
    void settleIn(session).catch(() => undefined);
  }

  async lock(onlyHere = false): Promise<void> {
    await this.endWork();
    this.keys = null;
    this.tablet?.vault.lock(onlyHere);
  }

  async changeSecret(before: string, secret: string): Promise<UnlockProblem | null> {
    const profile = this.keys?.profile;
    if (profile === undefined) return { code: 'storage' };
    try {
      await (await this.opened()).vault.change(profile, before, secret);
      return null;
    } catch (error) {
      return this.notUnlocked(error, profile);
    }
  }

  async wipe(onlyIfDeposited = false): Promise<boolean> {
    const profile = this.keys?.profile;
    if (profile === undefined) return false;
    try {
      const tablet = await this.opened();
      await this.lock();
      // What stood in the fields was recorded only now.
      if (onlyIfDeposited && (await heldBack(tablet, profile)) > 0) return false;
      await wipeProfile(this.environment.indexedDB, tablet.outbox, profile);
      this.notes.counted(0);
      return true;
    } catch {
      return false;
    }
  }

  async lossSeen(): Promise<void> {
    this.notes.seen();
  }

  async persist(): Promise<boolean> {
    return (await persist(this.environment)) === 'granted';
  }

  /** What was chosen in the settings, for a session that is under way. */
  applyHabits(): void {
    if (this.sync !== null) this.sync.filesOnWifiOnly = this.photosOnWifiOnly();
  }

  private async opened(): Promise<Tablet> {
    if (this.tablet !== null) return this.tablet;
    const tablet = await openTablet(this.environment);
    if (tablet.wasLost()) this.notes.lost();
    tablet.vault.onLock(() => {
      if (this.session !== null) this.lockedElsewhere();
    });
    this.tablet = tablet;
    return tablet;
  }

  /** Everything that asks the disk stops before the keys go. */
  private async endWork(): Promise<void> {
    const { session, sync } = this;
    this.session = this.sync = null;
    this.following.ended();
    sync?.stop();
    await session?.close().catch(() => undefined);
  }

  private async notUnlocked(error: unknown, profile: string): Promise<UnlockProblem> {
    if (!(error instanceof NotUnlocked) || error.code === 'unknown') return { code: 'storage' };
    const profiles = await this.tablet?.vault.profiles().catch(() => []);
    const tries = profiles?.find((one) => one.id === profile)?.wrong.count ?? 1;
    return { code: 'wrong', tries, waitSeconds: Math.ceil(error.waitMs / 1000) };
  }

  private doors(session: Session, sync: Sync): SyncDoors {
    const { photos, tablet } = session;
    return {
      subscribe: (listener) =>
        sync.state.subscribe((state) => {
          listener(state);
          if (state !== AT_REST) this.notes.counted(state.unsent + state.blobs.length);
        }),
      now: () => sync.syncNow(),
      room: async () => roomOf(await storageState(this.environment, tablet.outbox)),
      freeable: async () => {
        const all = await photos.freeSpace();
        return { files: all.length, bytes: all.reduce((sum, one) => sum + one.size, 0) };
      },
      free: async () => {
        await photos.free((await photos.freeSpace()).map((one) => one.sha));
      },
      rescue: () => sync.rescue(),
    };
  }
}

/** Operations and files of this user that the server does not have. */
async function heldBack({ outbox }: Tablet, profile: string): Promise<number> {
  const files = await outbox.run((db) =>
    db.blob
      .where('st')
      .equals(0)
      .filter((row) => row.profile === profile && row.op !== null)
      .count(),
  );
  return files + (await new Chain(outbox, profile).pending());
}

function refused(result: Exclude<EnrolmentResult, { is: 'enrolled' }>): EnrolProblem {
  if (result.is === 'wait') return { code: 'too_many_codes', seconds: result.seconds, isSetUp: true };
  if (result.is !== 'refused') return { code: PROBLEMS[result.is] ?? 'unknown', isSetUp: true };
  return { code: result.problem === 'sync.code_refused' ? 'code_refused' : 'unknown', isSetUp: true };
}

function roomOf(state: Awaited<ReturnType<typeof storageState>>): Room | null {
  if (state.usage === null || state.quota === null) return null;
  const levels = { ok: 'fine', small_photos: 'low', no_photos: 'no_photos' } as const;
  return {
    usedBytes: state.usage,
    quotaBytes: state.quota,
    isPersisted: state.isPersisted,
    level: levels[state.level],
  };
}
