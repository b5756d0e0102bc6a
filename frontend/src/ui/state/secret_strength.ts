/** What a PIN or passphrase is worth, in words for the inspector; db/passphrases.ts does the counting. */
import { strengthOf } from '../../db/passphrases';

export type SecretKind = 'pin' | 'passphrase';

/** `too_short` and `guessable` are refused; the others are said in words and left to the inspector. */
export type Strength = 'too_short' | 'guessable' | 'thief' | 'laboratory_days' | 'strong';

export const MOST_PIN = 12;
/** Bits from which a laboratory needs days. Ten digits have 33. */
const DAYS_FROM_BITS = 33;

export function strength(secret: string): Strength {
  const { refused, level, bits } = strengthOf(secret);
  if (refused === 'too_short') return 'too_short';
  if (refused !== null) return 'guessable';
  if (level === 'strong') return 'strong';
  return bits >= DAYS_FROM_BITS ? 'laboratory_days' : 'thief';
}
