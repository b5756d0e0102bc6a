/** Whether the app is open in another window of this browser. Asked by message and not by a lock: a frozen
 * window that held one would shut out every other. */

const CHANNEL = 'insp-windows';
const PATIENCE_MS = 1_000;
/** A window that was killed says no goodbye. */
const ASK_AGAIN_MS = 10_000;

type Said = 'who_is_here' | 'i_am' | 'i_go';

export class Windows {
  /** Others answered. They save into the same storage; two people's words would mix. */
  hasOthers = $state(false);
  private hasHeard = false;
  private hasLeft = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly channel: BroadcastChannel | null) {}

  /** Listens from now on; gives the way to stop, which says goodbye. */
  start(): () => void {
    const { channel } = this;
    if (channel === null) return () => undefined;
    channel.onmessage = (event: MessageEvent<Said>) => this.heard(event.data);
    const leave = () => {
      this.hasLeft = true;
      channel.postMessage('i_go' satisfies Said);
    };
    const comeBack = () => {
      this.hasLeft = false;
      this.ask();
    };
    addEventListener('pagehide', leave);
    addEventListener('pageshow', comeBack);
    this.ask();
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', comeBack);
      if (this.timer !== null) clearTimeout(this.timer);
      leave();
      channel.close();
    };
  }

  private heard(said: Said): void {
    if (this.hasLeft) return;
    if (said === 'i_go') {
      this.ask();
      return;
    }
    this.hasHeard = true;
    this.hasOthers = true;
    if (said === 'who_is_here') {
      this.channel?.postMessage('i_am' satisfies Said);
      this.askLater();
    }
  }

  private ask(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.hasHeard = false;
    this.channel?.postMessage('who_is_here' satisfies Said);
    this.timer = setTimeout(() => {
      this.hasOthers = this.hasHeard;
      if (this.hasOthers) this.askLater();
    }, PATIENCE_MS);
  }

  private askLater(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), ASK_AGAIN_MS);
  }
}

export const windows = new Windows(
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL),
);
