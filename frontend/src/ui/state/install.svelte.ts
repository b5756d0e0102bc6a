/** Whether the app stands on the home screen, and the browser's own offer to put it there. */

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

class Installing {
  isInstalled = $state(false);
  private offer = $state.raw<InstallOffer | null>(null);

  get canOffer(): boolean {
    return this.offer !== null;
  }

  /** Listens for the browser's offer, which comes only once after the start. */
  start(): void {
    const standing = matchMedia('(display-mode: standalone)');
    this.isInstalled = standing.matches || (navigator as { standalone?: boolean }).standalone === true;
    standing.addEventListener('change', () => {
      this.isInstalled = standing.matches;
    });
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.offer = event as InstallOffer;
    });
    addEventListener('appinstalled', () => {
      this.offer = null;
    });
  }

  async ask(): Promise<void> {
    const { offer } = this;
    this.offer = null;
    await offer?.prompt();
  }
}

export const installing = new Installing();

/** Safari has no offer of its own; its users are told the way. */
export function isApple(): boolean {
  return /iPad|iPhone|Macintosh/.test(navigator.userAgent) && 'ontouchend' in document;
}
