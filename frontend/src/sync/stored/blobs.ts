/** Files that wait to be sent, in the order in which they are worth most. */
import type { Keys } from '../../db/encryption';
import { bodyOf } from '../../db/enveloping';
import { NotSaved } from '../../db/opened';
import type { BlobRow, Outbox } from '../../db/outbox';
import { shaOf } from '../../db/photo_rows';
import type { Photos } from '../../db/photos';
import { type Bytes, objectIn } from '../encoding';
import type { BlobPort, Waiting } from '../ports';

/** Whether anything of the inspection was handed in. */
export type IsSubmitted = (insp: string) => boolean;

export class StoredBlobs implements BlobPort {
  /** Of a file, by the operation that names it: it never changes. */
  private readonly signatures = new Map<string, boolean>();

  constructor(
    private readonly outbox: Outbox,
    private readonly keys: Keys,
    private readonly photos: Photos,
    private readonly isSubmitted: IsSubmitted,
  ) {}

  async waiting(): Promise<readonly Waiting[]> {
    const ranked = await Promise.all(
      (await this.photos.waiting()).map(async (row) => ({ row, rank: await this.rank(row) })),
    );
    ranked.sort((one, other) => one.rank - other.rank || other.row.at - one.row.at);
    return ranked.map(({ row }) => waitingOf(row));
  }

  async bytes(sha: string, start: number, end: number): Promise<Bytes> {
    const found = await this.photos.read(sha, start, end - start);
    if (found === null || found.byteLength !== end - start) throw new NotSaved('storage_gone');
    return new Uint8Array(found);
  }

  keepProgress(sha: string, upload: string | null, offset: number | null): Promise<void> {
    return this.photos.keepUpload(sha, upload === null ? null : { url: upload, off: offset });
  }

  keepReceipt(sha: string, receipt: string): Promise<void> {
    return this.photos.keepReceipt(sha, receipt);
  }

  /** Signatures, then what belongs to something handed in, then the rest. */
  private async rank(row: BlobRow): Promise<number> {
    if (await this.isSignature(row)) return 0;
    return this.isSubmitted(row.insp) ? 1 : 2;
  }

  private async isSignature({ op }: BlobRow): Promise<boolean> {
    if (op === null) return false;
    const known = this.signatures.get(op);
    if (known !== undefined) return known;
    const row = await this.outbox.run((db) => db.env.where('op').equals(op).first());
    const body = row?.own == null ? null : await bodyOf(this.keys, row);
    const found = objectIn(body).k === 'sign';
    this.signatures.set(op, found);
    return found;
  }
}

function waitingOf({ sha, size, mime, insp, up }: BlobRow): Waiting {
  return { sha: shaOf(sha), size, mime, insp, upload: up?.url ?? null, offset: up?.off ?? null };
}
