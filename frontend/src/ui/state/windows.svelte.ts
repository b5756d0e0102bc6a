/** Whether the app is open in another window of this browser. Asked by message and not by a lock: a frozen
 * window that held one would shut out every other. */

const CHANNEL = 'insp-windows';

type Said = 'who_is_here' | 'i_am' | 'i_go';

export class Windows {
  /** Other windows that answered. They save into the same storage; two people's words would mix. */
  hasOthers = $state(false);
  private readonly channel: BroadcastChannel | null;

  constructor() {
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  }

  /** Listens from now on; gives the way to stop, which says goodbye. */
  start(): () => void {
    const { channel } = this;
    if (channel === null) return () => undefined;
    channel.onmessage = (event: MessageEvent<Said>) => this.heard(event.data);
    const leave = () => channel.postMessage('i_go' satisfies Said);
    addEventListener('pagehide', leave);
    this.ask();
    return () => {
      removeEventListener('pagehide', leave);
      leave();
      channel.close();
    };
  }

  private heard(said: Said): void {
    if (said === 'i_go') {
      this.ask();
      return;
    }
    this.hasOthers = true;
    if (said === 'who_is_here') this.channel?.postMessage('i_am' satisfies Said);
  }

  private ask(): void {
    this.hasOthers = false;
    this.channel?.postMessage('who_is_here' satisfies Said);
  }
}

export const windows = new Windows();
