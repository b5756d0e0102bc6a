/** The own chain as the outbox holds it. */
import type { Chain } from '../../db/chain';
import type { Keys } from '../../db/encryption';
import { beginChain } from '../../db/enrolling';
import { bodyOf } from '../../db/enveloping';
import type { Environment } from '../../db/environment';
import { NotSaved } from '../../db/opened';
import { type EnvelopeRow, type Outbox, rowsOfChain } from '../../db/outbox';
import { enrollingKey, useSigningKey } from '../../db/signing_keys';
import { b64 } from '../../domain/operations';
import type { Bytes } from '../encoding';
import type { ChainPort, ChainState, Held } from '../ports';
import type { Enrolled, Said } from '../wire';

const ENVELOPE_BYTES = 260;

export class StoredChain implements ChainPort {
  private signsWith: string | null = null;

  constructor(
    private readonly environment: Environment,
    private readonly outbox: Outbox,
    private readonly keys: Keys,
    private readonly chain: Chain,
  ) {}

  async state(): Promise<ChainState | null> {
    const standing = await this.chain.standing();
    if (standing === null) return null;
    const { dev, usr, certificate, signature, keys, acked, durable, needsEnrolment } = standing.enrolment;
    return {
      dev,
      usr,
      certificate: { text: certificate, sig: signature },
      keys,
      head: standing.head,
      acked,
      durable,
      needsCode: needsEnrolment,
    };
  }

  sign = async (data: Bytes): Promise<string> => {
    const standing = await this.chain.standing();
    if (standing === null) throw new NotSaved('storage_gone');
    const { publicKey } = standing.enrolment;
    if (this.signsWith !== publicKey) {
      await useSigningKey(this.outbox, this.keys, publicKey);
      this.signsWith = publicKey;
    }
    return b64(await this.keys.sign(data));
  };

  async unsent(most: number, bytes: number): Promise<readonly Held[]> {
    const standing = await this.chain.standing();
    if (standing === null) return [];
    const { dev, acked } = standing.enrolment;
    const rows = await this.outbox.run((db) => rowsOfChain(db, dev, acked + 1, acked + most).toArray());
    const found: Held[] = [];
    let size = 0;
    for (const row of rows) {
      size += (row.own?.byteLength ?? 0) + ENVELOPE_BYTES;
      if (found.length > 0 && size > bytes) break;
      found.push(await this.held(row));
    }
    return found;
  }

  /** With its text, opened. */
  async held(row: EnvelopeRow): Promise<Held> {
    const { dev, seq, prev, sig, op, insp } = row;
    return { dev, seq, prev, body: await bodyOf(this.keys, row), sig, op, insp };
  }

  heed(said: Said): Promise<void> {
    return this.chain.heed(said);
  }

  forsake(): Promise<void> {
    return this.chain.forsake();
  }

  enrolling(): Promise<string> {
    return enrollingKey(this.outbox, this.keys);
  }

  /** A late answer to a request whose key is in use already begins nothing. */
  async begin(enrolled: Enrolled): Promise<boolean> {
    if ((await this.chain.standing())?.enrolment.dev === enrolled.dev) return true;
    if ((await enrollingKey(this.outbox, this.keys)) !== enrolled.publicKey) return false;
    await beginChain(this.environment, this.outbox, this.keys, enrolled);
    this.signsWith = null;
    return true;
  }
}
