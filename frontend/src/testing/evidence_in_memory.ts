/** Evidence without a disk, for tests of screens and for looking at them. */
import type { EvidenceBytes, Intended, Kept } from '../ui/state/evidence';

export class EvidenceInMemory implements EvidenceBytes {
  readonly files = new Map<string, ArrayBuffer>();
  readonly thumbnails = new Map<string, ArrayBuffer>();
  failure: Error | null = null;

  async keep(bytes: ArrayBuffer, _mime: string, thumbnail: ArrayBuffer | null): Promise<Kept> {
    if (this.failure !== null) throw this.failure;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    this.files.set(sha, bytes);
    if (thumbnail !== null) this.thumbnails.set(sha, thumbnail);
    return { sha, size: bytes.byteLength };
  }

  async read(sha: string): Promise<ArrayBuffer | null> {
    return this.files.get(sha) ?? null;
  }

  async thumbnail(sha: string): Promise<ArrayBuffer | null> {
    return this.thumbnails.get(sha) ?? null;
  }

  private readonly intents: Intended[] = [];

  async intend(entity: string, field: string): Promise<string> {
    const id = String(this.intents.length + 1);
    this.intents.push({ id, entity, field });
    return id;
  }

  async intended(): Promise<readonly Intended[]> {
    return this.intents;
  }

  async settle(id: string): Promise<void> {
    const at = this.intents.findIndex((one) => one.id === id);
    if (at >= 0) this.intents.splice(at, 1);
  }
}
