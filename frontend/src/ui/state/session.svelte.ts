/** Who is at this tablet, and whether it is open. The vault itself is behind `SessionDoors`. */
import type { Invitation } from './enrol_link';
import type { SecretKind } from './secret_strength';

/** Somebody who has keys on this tablet. `name`: the account's code. `isLetIn`: the server knows this
 * tablet as theirs; a lost code may come between. `unsent`: what waits here. */
export interface Inspector {
  readonly profile: string;
  readonly name: string;
  readonly isLetIn: boolean;
  readonly kind: SecretKind;
  readonly unsent: number;
}

/** What was recorded here and is gone. `unsent`: as last counted; null: nobody counted. */
export interface Loss {
  readonly unsent: number | null;
  readonly countedAt: Date | null;
}

/** `secret` null: the keys are open already, only the server must let the tablet in. */
export interface Enrolling {
  readonly invitation: Invitation;
  readonly label: string;
  readonly secret: string | null;
}

export interface EnrolProblem {
  readonly code:
    | 'network'
    | 'portal'
    | 'code_refused'
    | 'too_many_codes'
    | 'wrong_server'
    | 'too_old'
    | 'storage'
    | 'unknown';
  /** Of `too_many_codes`. */
  readonly seconds?: number;
  /** The PIN or passphrase was taken, and the keys are open: only the code must be given again. */
  readonly isSetUp: boolean;
}

export type UnlockProblem =
  | { readonly code: 'wrong'; readonly tries: number; readonly waitSeconds: number }
  | { readonly code: 'storage' };

export interface Unlocked {
  readonly profile: string;
  readonly isLetIn: boolean;
}

/** What the floors below do. `look` and `open` reject where the storage does not answer; nothing else does. */
export interface SessionDoors {
  look(): Promise<{
    readonly loss: Loss | null;
    readonly inspectors: readonly Inspector[];
    readonly last: string | null;
  }>;
  enrol(given: Enrolling): Promise<EnrolProblem | Unlocked>;
  unlock(profile: string, secret: string): Promise<UnlockProblem | Unlocked>;
  /** The work of an unlocked and enrolled inspector begins. */
  open(profile: string): Promise<void>;
  /** In every window, or `onlyHere`. */
  lock(onlyHere?: boolean): Promise<void>;
  changeSecret(before: string, secret: string): Promise<UnlockProblem | null>;
  /** Destroys everything of the unlocked inspector; whether all of it went. `onlyIfDeposited`: nothing
   * goes as long as the server lacks anything. */
  wipe(onlyIfDeposited?: boolean): Promise<boolean>;
  lossSeen(): Promise<void>;
  /** Whether the browser promises to keep the storage; asks it once more. */
  persist(): Promise<boolean>;
}

export type Stage = 'opening' | 'unusable' | 'lost' | 'enrol' | 'persist' | 'locked' | 'open';

export class Session {
  stage = $state<Stage>('opening');
  inspectors = $state.raw<readonly Inspector[]>([]);
  /** Whoever unlocks next, or has unlocked. */
  profile = $state<string | null>(null);
  /** Keys are open, and the server has not let this tablet in under them yet. */
  isSetUp = $state(false);
  loss = $state.raw<Loss | null>(null);
  invitation = $state.raw<Invitation | null>(null);
  /** The list of inspectors stands open on the lock screen. */
  isHandingOver = $state(false);
  isPersisted = $state<boolean | null>(null);
  private readonly leaving = new Set<() => void>();

  /** `afterLock`: loads the page anew where that is safe, which drops what memory still holds; whether it
   * does: then nothing is to be touched on the page that goes. */
  constructor(
    private readonly doors: SessionDoors,
    private readonly afterLock: () => boolean | undefined = () => false,
  ) {}

  get isOpen(): boolean {
    return this.stage === 'open';
  }

  get inspector(): Inspector | null {
    return this.inspectors.find((one) => one.profile === this.profile) ?? null;
  }

  /** At the start, with what the address carried. */
  async start(invitation: Invitation | null): Promise<void> {
    this.invitation = invitation;
    try {
      await this.look();
    } catch {
      this.stage = 'unusable';
      return;
    }
    if (this.loss !== null) this.stage = 'lost';
    else this.toFirst();
  }

  async lossSeen(): Promise<void> {
    await this.doors.lossSeen();
    this.loss = null;
    this.toFirst();
  }

  async enrol(given: Enrolling): Promise<EnrolProblem | null> {
    const result = await this.doors.enrol(given);
    if ('code' in result) {
      this.isSetUp = result.isSetUp;
      return result;
    }
    this.invitation = null;
    await this.look();
    if (!(await this.enter(result.profile, true))) this.stage = 'locked'; // let in, and to be unlocked
    return null;
  }

  /** Recording works either way; the inspector has read what is at stake. */
  acceptNotPersisted(): void {
    this.stage = 'open';
  }

  async unlock(secret: string): Promise<UnlockProblem | null> {
    if (this.profile === null) return { code: 'storage' };
    const result = await this.doors.unlock(this.profile, secret);
    if ('code' in result) return result;
    if (result.isLetIn) return (await this.enter(result.profile, false)) ? null : { code: 'storage' };
    this.isSetUp = true;
    this.stage = 'enrol';
    return null;
  }

  /** Drops the keys. What is on the screens goes with them; drafts are on disk. `onlyHere`: a window that
   * nobody looks at must not lock the one that somebody writes in. */
  async lock(onlyHere = false): Promise<void> {
    if ((await this.lockHere(onlyHere)) && this.afterLock() !== true) this.stage = 'locked';
  }

  /** To be told before the keys go; gives the way to stop. */
  beforeLock(leave: () => void): () => void {
    this.leaving.add(leave);
    return () => this.leaving.delete(leave);
  }

  choose(profile: string): void {
    this.profile = profile;
    this.isHandingOver = false;
  }

  /** Another inspector is let in; nothing of those who are here is erased. */
  async letInAnother(invitation: Invitation | null = null): Promise<void> {
    await this.lockHere();
    this.invitation = invitation;
    this.isSetUp = false;
    this.stage = 'enrol';
  }

  /** The same inspector, whose storage was set back or copied: only a new code is asked for. */
  letInAgain(): void {
    this.isSetUp = true;
    this.stage = 'enrol';
  }

  async backToInspectors(): Promise<void> {
    this.invitation = null;
    this.isSetUp = false;
    await this.doors.lock();
    this.stage = 'locked';
  }

  /** To the list of inspectors, where another one unlocks or is let in. */
  async handOver(): Promise<void> {
    if (await this.lockHere()) this.stage = 'locked';
    this.isHandingOver = true;
  }

  /** Nothing of this inspector is left here afterwards. False: the storage did not let everything go. */
  async wipe(onlyIfDeposited = false): Promise<boolean> {
    this.stage = 'locked'; // the screens record what stands in them, and ask nothing of what goes
    for (const leave of this.leaving) leave();
    const isGone = await this.doors.wipe(onlyIfDeposited);
    await this.look();
    this.toFirst();
    return isGone;
  }

  async changeSecret(before: string, secret: string): Promise<UnlockProblem | null> {
    const problem = await this.doors.changeSecret(before, secret);
    if (problem === null) await this.look();
    return problem;
  }

  private async lockHere(onlyHere = false): Promise<boolean> {
    if (this.stage !== 'open' && this.stage !== 'persist') return false;
    this.stage = 'opening';
    for (const leave of this.leaving) leave();
    await this.doors.lock(onlyHere);
    await this.look().catch(() => undefined); // the list stays as it was
    return true;
  }

  /** A refusal to keep the storage is told in full once, after the enrolment; later in the storage's place.
   * False: the storage did not answer, or another window locked all of them meanwhile. */
  private async enter(profile: string, isFirst: boolean): Promise<boolean> {
    this.profile = profile;
    this.isSetUp = false;
    try {
      await this.doors.open(profile);
    } catch {
      await this.doors.lock(true).catch(() => undefined);
      return false;
    }
    this.isPersisted = await this.doors.persist();
    this.stage = isFirst && !this.isPersisted ? 'persist' : 'open';
    return true;
  }

  private async look(): Promise<void> {
    const found = await this.doors.look();
    this.inspectors = found.inspectors;
    this.loss = found.loss;
    if (!found.inspectors.some((one) => one.profile === this.profile)) {
      this.profile = found.last ?? found.inspectors[0]?.profile ?? null;
    }
  }

  private toFirst(): void {
    this.stage = this.inspectors.length === 0 || this.invitation !== null ? 'enrol' : 'locked';
  }
}
