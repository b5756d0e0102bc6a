/** How long a PIN or passphrase holds against somebody who has the tablet's storage in a laboratory. */

export type SecretKind = 'pin' | 'passphrase';

/** `too_short` is refused; the others are said in words and left to the inspector. */
export type Strength = 'too_short' | 'guessable' | 'thief' | 'laboratory_days' | 'strong';

export const LEAST_PIN = 6;
export const MOST_PIN = 12;
export const LEAST_PASSPHRASE = 10;
/** Of bits a random word of everyday language brings, and a random letter of one. */
const BITS_A_WORD = 12;
const BITS_A_LETTER = 2.5;

/** A careful estimate: rows, repetitions and years count as guessable whatever their length. */
export function strength(kind: SecretKind, secret: string): Strength {
  return kind === 'pin' ? pinStrength(secret) : passphraseStrength(secret);
}

function pinStrength(pin: string): Strength {
  if (!/^\d+$/.test(pin) || pin.length < LEAST_PIN) return 'too_short';
  if (isRow(pin) || isRepetition(pin)) return 'guessable';
  return pin.length >= 10 ? 'laboratory_days' : 'thief';
}

function passphraseStrength(words: string): Strength {
  const plain = words.trim().toLowerCase();
  if ([...plain].length < LEAST_PASSPHRASE) return 'too_short';
  if (isRepetition(plain) || new Set(plain).size < 5) return 'guessable';
  const different = new Set(plain.split(/[\s\-_.,]+/).filter((word) => [...word].length >= 3)).size;
  const bits = Math.max(different * BITS_A_WORD, Math.min(lettersOf(plain) * BITS_A_LETTER, 44));
  if (bits >= 48) return 'strong';
  return bits >= 34 ? 'laboratory_days' : 'thief';
}

function lettersOf(plain: string): number {
  return [...plain.replace(/\s/g, '')].length;
}

function isRow(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return new Set(steps).size === 1;
}

function isRepetition(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (text.length % length === 0 && text === text.slice(0, length).repeat(text.length / length)) return true;
  }
  return false;
}
