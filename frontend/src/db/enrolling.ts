/** A new enrolment: every operation of the chain before is wrapped anew under it, with the same ids, so
 * that the server knows those that it has. */
import {
  chainKey,
  type Enrolled,
  type Enrolment,
  headKey,
  newEnrolment,
  type Place,
  type Standing,
  standingIn,
} from './chain';
import type { Keys } from './encryption';
import { bodyOf, enveloped, placed } from './enveloping';
import type { Environment } from './environment';
import { asNotSaved } from './failures';
import { NotSaved } from './opened';
import { type EnvelopeRow, type Outbox, rowsOfChain } from './outbox';
import { type Profile, profileKey } from './profiles';
import { Sealer } from './sealing';
import { enrollingRow, signingKey } from './signing_keys';

const AT_ONCE = 200;

/** Begins the chain of `enrolled`, whose key `enrollingKey` made. Until the last step the chain before
 * stands and is recorded in; killed midway, the same call does it again. Rejects with NotSaved. */
export async function beginChain(
  environment: Environment,
  outbox: Outbox,
  keys: Keys,
  enrolled: Enrolled,
): Promise<void> {
  try {
    const wrapper = await Wrapper.of(environment, outbox, keys, enrolled);
    while (!(await wrapper.wrapAndSwitch())) {
      // recorded meanwhile: the rest is wrapped, too
    }
    keys.useForSigning(wrapper.key);
  } catch (error) {
    throw asNotSaved(error);
  }
}

class Wrapper {
  private wrapped = 0;
  private head: Place;
  private readonly sealer: Sealer | null;

  private constructor(
    private readonly environment: Environment,
    private readonly outbox: Outbox,
    private readonly keys: Keys,
    readonly key: CryptoKey,
    private readonly enrolment: Enrolment,
  ) {
    this.head = { seq: 0, link: enrolment.first };
    const { seal } = enrolment;
    this.sealer = seal === null ? null : new Sealer(environment.crypto.subtle, seal);
  }

  static async of(environment: Environment, outbox: Outbox, keys: Keys, enrolled: Enrolled) {
    const key = await signingKey(outbox, keys, enrolled.publicKey);
    return new Wrapper(environment, outbox, keys, key, newEnrolment(enrolled, keys.profile));
  }

  /** Whether the new chain is in force. */
  async wrapAndSwitch(): Promise<boolean> {
    const before = await this.standingBefore();
    if (before?.enrolment.dev === this.enrolment.dev) return true; // done by an earlier call
    if (before !== null) await this.wrapTo(before);
    return this.switchFrom(before);
  }

  private standingBefore(): Promise<Standing | null> {
    return this.outbox.run(async (db) => {
      const profile = await db.value<Profile>(profileKey(this.keys.profile));
      if (profile === undefined) throw new NotSaved('storage_gone');
      return profile.dev === null ? null : standingIn(db, profile.dev);
    });
  }

  private async wrapTo(before: Standing): Promise<void> {
    while (this.wrapped < before.head.seq) {
      const from = this.wrapped + 1;
      const to = Math.min(before.head.seq, this.wrapped + AT_ONCE);
      const old = await this.outbox.run((db) => rowsOfChain(db, before.enrolment.dev, from, to).toArray());
      if (old.length !== to - this.wrapped) throw new NotSaved('storage_gone');
      const rows = await this.rowsFrom(old);
      await this.outbox.run((db) => db.env.bulkPut(rows)); // of a chain that nobody uses yet
      this.wrapped = to;
    }
  }

  private async rowsFrom(old: readonly EnvelopeRow[]): Promise<EnvelopeRow[]> {
    const texts = await Promise.all(old.map((row) => bodyOf(this.keys, row)));
    const all = old.map(({ op, insp, bh }, i) => ({ op, insp, hash: bh, text: texts[i] ?? '' }));
    const sign = async (data: Uint8Array<ArrayBuffer>) => {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      return new Uint8Array(await this.environment.crypto.subtle.sign(algorithm, this.key, data));
    };
    const places = placed(this.enrolment.dev, this.head, all);
    const at = this.environment.now().getTime();
    const rows = await enveloped(this.keys, sign, this.sealer, this.enrolment.dev, at, places);
    const last = places.at(-1);
    if (last !== undefined) this.head = { seq: last.seq, link: last.link };
    return rows;
  }

  private switchFrom(before: Standing | null): Promise<boolean> {
    const { enrolment, head, keys } = this;
    return this.outbox.run((db) =>
      db.transaction('rw', db.kv, async () => {
        const profile = await db.value<Profile>(profileKey(keys.profile));
        if (profile === undefined) throw new NotSaved('storage_gone');
        if (profile.dev === enrolment.dev) return true;
        if (profile.dev !== (before?.enrolment.dev ?? null)) return false;
        const now = before && (await db.value<Place>(headKey(before.enrolment.dev)));
        if (now?.link !== before?.head.link) return false;
        await db.kv.bulkPut([
          { k: chainKey(enrolment.dev), v: enrolment },
          { k: headKey(enrolment.dev), v: head },
          { k: profileKey(keys.profile), v: { ...profile, dev: enrolment.dev, usr: enrolment.usr } },
        ]);
        await db.kv.delete(enrollingRow(keys.profile));
        return true;
      }),
    );
  }
}
