/** A new version of the app waits until the inspector lets it in, and never takes a form away. */

/** What would be put at risk by starting the app anew at this moment. */
export interface AtRisk {
  /** Something typed is not on disk. */
  readonly isDirty: boolean;
  /** A photograph or operations are on their way. */
  readonly isSending: boolean;
  /** A visit is open on the screen. */
  readonly isVisiting: boolean;
  /** Operations that the server does not have yet; they stay on the tablet. */
  readonly unsent: number;
}

/** `later`: a new version waits, and so must the inspector. `confirm`: may be let in once it is understood
 * that unsent operations stay on the tablet. */
export type Offer = 'none' | 'later' | 'confirm' | 'offer';

export function offerOf(isWaiting: boolean, risk: AtRisk): Offer {
  if (!isWaiting) return 'none';
  if (risk.isDirty || risk.isSending || risk.isVisiting) return 'later';
  return risk.unsent > 0 ? 'confirm' : 'offer';
}

type Registering = Pick<ServiceWorkerContainer, 'register' | 'addEventListener' | 'controller'>;

export class Updates {
  /** A newer version is installed and waits. */
  isWaiting = $state(false);
  /** Another window let the new version in: this one still runs the old. */
  isOutdated = $state(false);
  /** What came of the last search; null: none was made. */
  searched = $state<'newest' | 'found' | 'no_network' | null>(null);
  /** All files of this version are on the tablet. */
  isInstalled = $state(false);
  private registration: ServiceWorkerRegistration | null = null;
  private agreedAt: (() => AtRisk) | null = null;

  constructor(
    private readonly workers: Registering | null,
    private readonly startAnew: () => void,
  ) {}

  /** Never throws: without a service worker the app runs, but not from a cold start without a network. */
  async register(address: string): Promise<void> {
    if (this.workers === null) return;
    const hadController = this.workers.controller !== null;
    this.workers.addEventListener('controllerchange', () => this.changedHands(hadController));
    try {
      this.registration = await this.workers.register(address);
    } catch {
      return;
    }
    this.isInstalled = this.registration.active !== null;
    this.look();
    this.registration.addEventListener('updatefound', () =>
      this.follow(this.registration?.installing ?? null),
    );
    this.follow(this.registration.installing);
  }

  /** Asks the server for a newer version. Without a network nothing changes. */
  async search(): Promise<void> {
    if (this.registration === null) {
      this.searched = 'no_network';
      return;
    }
    try {
      await this.registration.update();
      const isComing = this.registration.installing !== null || this.registration.waiting !== null;
      this.searched = isComing ? 'found' : 'newest';
    } catch {
      this.searched = 'no_network';
    }
  }

  /** Lets the waiting version in if nothing is at risk at this very moment; says whether it did. It takes
   * a while, and `risk` is asked once more before anything is started anew. */
  accept(risk: () => AtRisk, hasConfirmed: boolean): boolean {
    const offer = offerOf(this.isWaiting, risk());
    if (offer !== 'offer' && !(offer === 'confirm' && hasConfirmed)) return false;
    this.agreedAt = risk;
    this.registration?.waiting?.postMessage({ type: 'SKIP_WAITING' });
    return true;
  }

  private follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') this.isInstalled = true;
      this.look();
    });
  }

  private look(): void {
    this.isWaiting = (this.registration?.waiting ?? null) !== null && this.registration?.active !== null;
  }

  private changedHands(hadController: boolean): void {
    const risk = this.agreedAt?.();
    if (risk !== undefined && !risk.isDirty && !risk.isVisiting) this.startAnew();
    else if (hadController) this.isOutdated = true;
  }
}

export const updates = new Updates(
  typeof navigator !== 'undefined' && 'serviceWorker' in navigator ? navigator.serviceWorker : null,
  () => location.reload(),
);
