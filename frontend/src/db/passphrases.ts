/** What a PIN or a passphrase is worth, and the key that is made of it. */
import { type Bytes, utf8 } from './encryption';

export const LEAST_DIGITS = 6;
const LEAST_LETTERS = 8;
const BITS_OF_A_WORD = 12.9; // one of 7,776, as dice choose it
const BITS_OF_A_LETTER = 2.5; // people choose letters badly
const STRONG_BITS = 50;

/** `pin` is always weak: it holds off whoever has the tablet, not a laboratory. `refused`: why it may
 * not be used at all. */
export interface Strength {
  readonly kind: 'pin' | 'passphrase';
  readonly level: 'weak' | 'fair' | 'strong';
  readonly bits: number;
  readonly refused: 'too_short' | 'too_simple' | null;
}

export function strengthOf(secret: string): Strength {
  const text = normal(secret);
  if (/^\d*$/.test(text)) return strengthOfDigits(text);
  const words = new Set(
    text
      .toLowerCase()
      .split(/[\s\-_.,]+/)
      .filter((word) => word.length > 2),
  ).size;
  const letters = new Set(text.toLowerCase()).size;
  const bits = Math.round(words >= 3 ? words * BITS_OF_A_WORD : text.length * BITS_OF_A_LETTER);
  const refused = text.length < LEAST_LETTERS ? 'too_short' : letters < 4 ? 'too_simple' : null;
  const level = refused !== null || bits < 25 ? 'weak' : bits >= STRONG_BITS ? 'strong' : 'fair';
  return { kind: 'passphrase', level, bits, refused };
}

function strengthOfDigits(text: string): Strength {
  const refused = text.length < LEAST_DIGITS ? 'too_short' : isSimple(text) ? 'too_simple' : null;
  return { kind: 'pin', level: 'weak', bits: Math.round(text.length * Math.log2(10)), refused };
}

/** The same step from each digit to the next, or one part over and over. */
function isSimple(digits: string): boolean {
  const steps = new Set([...digits].slice(1).map((digit, i) => Number(digit) - Number(digits[i])));
  return steps.size === 1 || /^(\d{1,3})\1+$/.test(digits);
}

/** One secret typed on two keyboards must be the same bytes. */
function normal(secret: string): string {
  return secret.normalize('NFKC').trim();
}

/** How much work a guess is. */
export interface Effort {
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
}

export const FULL_EFFORT: Effort = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 };

/** The key that wraps the data key: of the secret, and of a key that JavaScript cannot read out. */
export async function wrappingKey(
  crypto: Crypto,
  secret: string,
  salt: Bytes,
  effort: Effort,
  deviceKey: CryptoKey,
): Promise<CryptoKey> {
  // Read when a secret is typed and not before: it is a tenth of the first screen.
  const { argon2id } = await import('./argon2');
  const [stretched, bound] = await Promise.all([
    argon2id({
      password: utf8(normal(secret)),
      salt,
      memorySize: effort.memoryKiB,
      iterations: effort.iterations,
      parallelism: effort.parallelism,
      hashLength: 32,
      outputType: 'binary',
    }),
    crypto.subtle.sign('HMAC', deviceKey, salt),
  ]);
  const both = new Uint8Array(64);
  both.set(stretched);
  both.set(new Uint8Array(bound), 32);
  const base = await crypto.subtle.importKey('raw', both, 'HKDF', false, ['deriveKey']);
  both.fill(0);
  stretched.fill(0);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8('insp/kek/1') },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  );
}
