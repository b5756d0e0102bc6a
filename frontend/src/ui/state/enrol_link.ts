/** The link that lets a tablet in: `<server>/app/#enrol=CODE&key=...`. What is secret stands behind `#`. */

/** `key`: by what the server's key is known; null where only the code was typed. */
export interface Invitation {
  readonly code: string;
  readonly key: string | null;
}

/** Letters of codes, without those that can be taken for another; see services/enrolment.py. */
const CODE = /^[23456789A-HJKMNP-Z]{10}$/;
const KEY = /^[0-9a-f]{32}$/;
/** What a Cyrillic keyboard gives for letters that look the same. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Р: 'P', Т: 'T', Х: 'X', У: 'Y',
}; // biome-ignore format: a table

/** An invitation from whatever was pasted, scanned or typed: a link, its part behind `#`, or a bare code.
 * Null where none can be read in it. */
export function readInvitation(given: string): Invitation | null {
  const text = given.trim();
  const behindHash = text.includes('#') ? text.slice(text.indexOf('#') + 1) : text;
  if (!behindHash.includes('enrol=')) return asInvitation(behindHash, null);
  const said = new URLSearchParams(behindHash.replace(/^\//, ''));
  return asInvitation(said.get('enrol') ?? '', said.get('key'));
}

/** The server that a pasted link names, if it is another one than this page came from; else null. */
export function otherServer(given: string, here: string): string | null {
  try {
    const origin = new URL(given.trim()).origin;
    return origin === 'null' || origin === here ? null : origin;
  } catch {
    return null;
  }
}

/** Takes the invitation out of the address, so that no history, bookmark or screenshot keeps the code. */
export function takeInvitation(at: Location, steps: History): Invitation | null {
  if (!at.hash.includes('enrol=')) return null;
  const found = readInvitation(at.hash);
  steps.replaceState(null, '', at.pathname + at.search);
  return found;
}

function asInvitation(code: string, key: string | null): Invitation | null {
  const plain = code
    .replace(/[\s-]/g, '')
    .toUpperCase()
    .replace(/[А-Я]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
  if (!CODE.test(plain)) return null;
  return { code: plain, key: key !== null && KEY.test(key.toLowerCase()) ? key.toLowerCase() : null };
}
