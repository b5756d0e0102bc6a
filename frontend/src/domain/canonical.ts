/** One way to write a value as JSON, so that equal values have equal bytes and equal hashes; twin of
 * domain/canonical.py.
 *
 * Keys in order of their code points, no spaces, UTF-8 without escapes beyond those that JSON demands.
 * RFC 8785, by which operations are signed, orders keys by UTF-16 units instead: the two differ only
 * where a key holds a letter beyond U+FFFF. Numbers are whole, everything else exact is text. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Json } from './json';

const HALF_A_PAIR = /\p{Surrogate}/u;

/** Throws TypeError for a number that is not whole or not exact, and for half a surrogate pair. */
export function canonicalText(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return wholeText(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${quoted(key)}:${canonicalText(value[key] ?? null)}`).join(',')}}`;
}

/** UTF-8 of `canonicalText`. */
export function canonicalBytes(value: Json): Uint8Array {
  return new TextEncoder().encode(canonicalText(value));
}

/** Lowercase hexadecimal. */
export function sha256Text(data: Uint8Array): string {
  return bytesToHex(sha256(data));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function wholeText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  throw new TypeError(`${value} is not a whole number that is exact: write it as exact text`);
}

function quoted(text: string): string {
  if (HALF_A_PAIR.test(text)) {
    throw new TypeError(`${JSON.stringify(text)} holds half a surrogate pair, which UTF-8 cannot say`);
  }
  return JSON.stringify(text);
}

/** For sorting text as Python does. UTF-16 units are in the order of code points, except that surrogates belong behind U+FFFF. */
export function byCodePoint(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left !== right) return weight(left) - weight(right);
  }
  return one.length - other.length;
}

function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
