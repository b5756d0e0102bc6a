/** What the windows of one browser tell each other of one user's inspections. */
import type { Channel, Environment } from './environment';

/** `recorded`: these numbers of an own chain; `pulled`: something was read. */
export type News =
  | {
      readonly kind: 'recorded';
      readonly insp: string;
      readonly dev: string;
      readonly seqs: readonly number[];
    }
  | { readonly kind: 'pulled'; readonly insp: string }
  | { readonly kind: 'counted'; readonly insp: string };

export class Windows {
  private readonly channel: Channel | null;
  private readonly listeners = new Set<(news: News) => void>();

  constructor(environment: Environment, profile: string) {
    this.channel = environment.channel(`insp-changes-${profile}`);
    if (this.channel !== null) {
      this.channel.onmessage = (event) => {
        for (const listener of this.listeners) listener(event.data as News);
      };
    }
  }

  tell(news: News): void {
    this.channel?.postMessage(news);
  }

  /** What the others say; gives the way to stop. */
  onNews(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.channel?.close();
  }
}
