/** The tablet's signing keys: made here, wrapped under the data key, never readable by JavaScript again. */
import { b64 } from '../domain/operations';
import { type Keys, utf8 } from './encryption';
import { NotSaved } from './opened';
import type { Outbox } from './outbox';

interface WrappedSigningKey {
  readonly profile: string;
  readonly iv: ArrayBuffer;
  readonly key: ArrayBuffer;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const keyOf = (publicKey: string): string => `signKey|${publicKey}`;
const enrollingOf = (profile: string): string => `enrolling|${profile}`;

/** The public key of the enrolment under way (uncompressed point, base64url), made at the first call.
 * It is kept before it is sent, so that a lost answer can be asked for again. */
export async function enrollingKey(outbox: Outbox, keys: Keys): Promise<string> {
  const known = await outbox.run((db) => db.value<string>(enrollingOf(keys.profile)));
  if (known !== undefined) return known;
  const { publicKey, row } = await newKey(keys);
  return outbox.run((db) =>
    db.transaction('rw', db.kv, async () => {
      const meanwhile = await db.value<string>(enrollingOf(keys.profile));
      if (meanwhile !== undefined) return meanwhile;
      await db.kv.bulkPut([
        { k: keyOf(publicKey), v: row },
        { k: enrollingOf(keys.profile), v: publicKey },
      ]);
      return publicKey;
    }),
  );
}

/** What must be taken away once the enrolment is done: the key of `kv`. */
export const enrollingRow = enrollingOf;

/** Gives the key to `keys`, for signing. Rejects with NotSaved where this tablet does not have it. */
export async function useSigningKey(outbox: Outbox, keys: Keys, publicKey: string): Promise<void> {
  keys.useForSigning(await signingKey(outbox, keys, publicKey));
}

export async function signingKey(outbox: Outbox, keys: Keys, publicKey: string): Promise<CryptoKey> {
  const row = await outbox.run((db) => db.value<WrappedSigningKey>(keyOf(publicKey)));
  if (row === undefined || row.profile !== keys.profile) throw new NotSaved('storage_gone');
  const wrapping = wrappingFor(publicKey, new Uint8Array(row.iv));
  return keys.crypto.subtle.unwrapKey('pkcs8', row.key, keys.dek, wrapping, CURVE, false, ['sign']);
}

async function newKey(keys: Keys): Promise<{ publicKey: string; row: WrappedSigningKey }> {
  const { subtle } = keys.crypto;
  const pair = await subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const publicKey = b64(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)));
  const iv = keys.crypto.getRandomValues(new Uint8Array(12));
  const key = await subtle.wrapKey('pkcs8', pair.privateKey, keys.dek, wrappingFor(publicKey, iv));
  return { publicKey, row: { profile: keys.profile, iv: iv.buffer, key } };
}

function wrappingFor(publicKey: string, iv: Uint8Array<ArrayBuffer>) {
  return { name: 'AES-GCM', iv, additionalData: utf8(`kv|${keyOf(publicKey)}|1`) };
}
