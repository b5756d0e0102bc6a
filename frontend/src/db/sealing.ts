/** Sealing to the server: HPKE (RFC 9180), base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM, one message to a context. What is sealed here cannot be opened here. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { b64, un64 } from '../domain/operations';

type Bytes = Uint8Array<ArrayBuffer>;

/** The server's sealing key as the certificate names it; the point uncompressed, base64url. */
export interface SealingKey {
  readonly kid: string;
  readonly public_key: string;
}

export interface SealedText {
  /** The encapsulated key: an uncompressed point, 65 bytes. */
  readonly enc: Bytes;
  readonly ct: Bytes;
}

export const ENCAPSULATED_BYTES = 65;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const VERSION = ascii('HPKE-v1');
const KEM_SUITE = concat(ascii('KEM'), two(0x0010));
const SUITE = concat(ascii('HPKE'), two(0x0010), two(0x0001), two(0x0002));
const NOTHING = new Uint8Array(0);
const NO_PSK_HASH = extract(SUITE, NOTHING, 'psk_id_hash', NOTHING);

export class Sealer {
  private readonly point: Bytes;
  private imported: Promise<CryptoKey> | null = null;

  /** Throws where the key is no base64url. */
  constructor(
    private readonly subtle: SubtleCrypto,
    readonly key: SealingKey,
  ) {
    this.point = un64(key.public_key);
  }

  get kid(): string {
    return this.key.kid;
  }

  /** Rejects where the server's key is no point of the curve. */
  async seal(info: string, aad: Uint8Array, plain: Uint8Array): Promise<SealedText> {
    this.imported ??= this.subtle.importKey('raw', this.point, CURVE, false, []);
    const [server, own] = await Promise.all([
      this.imported,
      this.subtle.generateKey(CURVE, false, ['deriveBits']),
    ]);
    const [shared, enc] = await Promise.all([
      this.subtle.deriveBits({ name: 'ECDH', public: server }, own.privateKey, 256),
      this.subtle.exportKey('raw', own.publicKey).then((raw) => new Uint8Array(raw)),
    ]);
    const { key, nonce } = schedule(sharedSecret(new Uint8Array(shared), enc, this.point), ascii(info));
    const aes = await this.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
    const ct = await this.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: owned(aad) },
      aes,
      owned(plain),
    );
    return { enc, ct: new Uint8Array(ct) };
  }
}

function sharedSecret(shared: Bytes, enc: Bytes, recipient: Bytes): Bytes {
  const prk = extract(KEM_SUITE, NOTHING, 'eae_prk', shared);
  return expand(KEM_SUITE, prk, 'shared_secret', concat(enc, recipient), 32);
}

function schedule(secret: Bytes, info: Bytes): { key: Bytes; nonce: Bytes } {
  const context = concat(new Uint8Array([0]), NO_PSK_HASH, extract(SUITE, NOTHING, 'info_hash', info));
  const prk = extract(SUITE, secret, 'secret', NOTHING);
  return {
    key: expand(SUITE, prk, 'key', context, 32),
    nonce: expand(SUITE, prk, 'base_nonce', context, 12),
  };
}

function extract(suite: Bytes, salt: Bytes, label: string, ikm: Bytes): Bytes {
  return owned(hmac(sha256, salt, concat(VERSION, suite, ascii(label), ikm)));
}

/** At most 32 bytes: one block of HKDF. */
function expand(suite: Bytes, prk: Bytes, label: string, info: Bytes, length: number): Bytes {
  const labelled = concat(two(length), VERSION, suite, ascii(label), info, new Uint8Array([1]));
  return owned(hmac(sha256, prk, labelled).subarray(0, length));
}

/** What the seal of an operation is bound to; the link is its additional data. */
export function sealInfo(dev: string, seq: number): string {
  return `insp/seal/1|${dev}|${seq}`;
}

/** As a row keeps it: encapsulated key, then text. */
export function joined(sealed: SealedText): ArrayBuffer {
  return concat(sealed.enc, sealed.ct).buffer;
}

/** As it travels: both parts in base64url. */
export function sealedOnWire(row: ArrayBuffer): { enc: string; ct: string } {
  const bytes = new Uint8Array(row);
  return { enc: b64(bytes.subarray(0, ENCAPSULATED_BYTES)), ct: b64(bytes.subarray(ENCAPSULATED_BYTES)) };
}

function two(value: number): Bytes {
  return new Uint8Array([value >> 8, value & 0xff]);
}

function ascii(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function concat(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function owned(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}
