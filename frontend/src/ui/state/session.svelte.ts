/** Who is at this tablet, and whether it is open. The vault itself is behind `SessionDoors`. */
import type { Invitation } from './enrol_link';
import type { SecretKind } from './secret_strength';

/** `name`: what the tablet knows of the account; its code where nothing else. `unsent`: what waits here. */
export interface Inspector {
  readonly usr: string;
  readonly name: string;
  readonly kind: SecretKind;
  readonly unsent: number;
}

/** What was recorded here and is gone. `unsent`: as last counted; null: nobody counted. */
export interface Loss {
  readonly cause: 'deleted' | 'corrupted';
  readonly unsent: number | null;
  readonly countedAt: Date | null;
}

export interface Enrolling {
  readonly invitation: Invitation;
  readonly label: string;
  readonly kind: SecretKind;
  readonly secret: string;
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
  readonly seconds?: number;
}

export type UnlockProblem =
  | { readonly code: 'wrong'; readonly tries: number; readonly waitSeconds: number }
  | { readonly code: 'storage' };

/** What the floors below do; every promise resolves, none rejects. */
export interface SessionDoors {
  look(): Promise<{ readonly loss: Loss | null; readonly inspectors: readonly Inspector[]; readonly last: string | null }>;
  enrol(given: Enrolling): Promise<EnrolProblem | { readonly usr: string }>;
  unlock(usr: string, secret: string): Promise<UnlockProblem | null>;
  lock(): Promise<void>;
  changeSecret(before: string, kind: SecretKind, secret: string): Promise<UnlockProblem | null>;
  lossSeen(): Promise<void>;
  /** Whether the browser promises to keep the storage; asks it once more. */
  persist(): Promise<boolean>;
}

export type Stage = 'opening' | 'lost' | 'enrol' | 'persist' | 'locked' | 'open';

export class Session {
  stage = $state<Stage>('opening');
  inspectors = $state.raw<readonly Inspector[]>([]);
  /** Whoever unlocks next, or has unlocked. */
  usr = $state<string | null>(null);
  loss = $state.raw<Loss | null>(null);
  invitation = $state.raw<Invitation | null>(null);
  isPersisted = $state<boolean | null>(null);
  private readonly leaving = new Set<() => void>();

  constructor(private readonly doors: SessionDoors) {}

  get isOpen(): boolean {
    return this.stage === 'open';
  }

  get inspector(): Inspector | null {
    return this.inspectors.find((one) => one.usr === this.usr) ?? null;
  }

  /** At the start, with what the address carried. */
  async start(invitation: Invitation | null): Promise<void> {
    this.invitation = invitation;
    await this.look();
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
    if ('code' in result) return result;
    this.invitation = null;
    await this.look();
    this.usr = result.usr;
    this.isPersisted = await this.doors.persist();
    this.stage = this.isPersisted ? 'open' : 'persist';
    return null;
  }

  /** Recording works either way; the inspector has read what is at stake. */
  acceptNotPersisted(): void {
    this.stage = 'open';
  }

  async unlock(secret: string): Promise<UnlockProblem | null> {
    if (this.usr === null) return { code: 'storage' };
    const problem = await this.doors.unlock(this.usr, secret);
    if (problem !== null) return problem;
    this.isPersisted = await this.doors.persist();
    this.stage = 'open';
    return null;
  }

  /** Drops the keys. What is on the screens goes with them; drafts are on disk. */
  async lock(): Promise<void> {
    if (this.stage !== 'open') return;
    this.stage = 'locked';
    for (const leave of this.leaving) leave();
    await this.doors.lock();
    await this.look();
  }

  /** To be told before the keys go; gives the way to stop. */
  beforeLock(leave: () => void): () => void {
    this.leaving.add(leave);
    return () => this.leaving.delete(leave);
  }

  choose(usr: string): void {
    this.usr = usr;
  }

  /** Another inspector is let in; nothing of those who are here is erased. */
  async letInAnother(invitation: Invitation | null = null): Promise<void> {
    await this.lock();
    this.invitation = invitation;
    this.stage = 'enrol';
  }

  backToInspectors(): void {
    this.invitation = null;
    this.stage = 'locked';
  }

  async changeSecret(before: string, kind: SecretKind, secret: string): Promise<UnlockProblem | null> {
    const problem = await this.doors.changeSecret(before, kind, secret);
    if (problem === null) await this.look();
    return problem;
  }

  private async look(): Promise<void> {
    const found = await this.doors.look();
    this.inspectors = found.inspectors;
    this.loss = found.loss;
    if (!found.inspectors.some((one) => one.usr === this.usr)) {
      this.usr = found.last ?? found.inspectors[0]?.usr ?? null;
    }
  }

  private toFirst(): void {
    this.stage = this.inspectors.length === 0 || this.invitation !== null ? 'enrol' : 'locked';
  }
}
