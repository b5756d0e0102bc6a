/** Documents by their hash. */
import type { References } from '../../db/references';
import type { ReferenceEntry } from '../../domain/references';
import type { Bytes } from '../encoding';
import type { ReferencePort } from '../ports';

export class StoredReferences implements ReferencePort {
  constructor(private readonly references: References) {}

  want(entries: readonly ReferenceEntry[]): Promise<readonly ReferenceEntry[]> {
    return this.references.want(entries);
  }

  store(sha256: string, content: Bytes): Promise<void> {
    return this.references.store(sha256, content);
  }
}
