/** Texts and bytes as the protocol writes them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Bytes in a buffer of their own, as WebCrypto and fetch take them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function utf8(text: string): Bytes {
  return encoder.encode(text) as Bytes;
}

/** Null for what is no UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

export function b64(bytes: Uint8Array): string {
  return plainB64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** With `+`, `/` and padding, as `Upload-Checksum` wants it. */
export function plainB64(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(letters);
}

/** Null for what is not base64url. */
export function un64(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

export function sha256Hex(data: Uint8Array | string): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8(data) : data));
}

export function sha256B64(text: string): string {
  return b64(sha256(utf8(text)));
}

export const EMPTY_CHAIN = '0'.repeat(64);

/** The hash of a stream's log with one more operation; begins at EMPTY_CHAIN. */
export function nextInStream(chain: string, op: string, bodyHash: string): string {
  return sha256Hex(`${chain}\0${op}\0${bodyHash}`);
}

/** The place in a device's chain: over device, number, the link before and the hash of the body. */
export function linkOf(dev: string, seq: number, prev: string, bodyHash: string): string {
  return sha256B64(['insp/op/1', dev, String(seq), prev, bodyHash].join('\0'));
}

/** What `prev` of a device's first operation must be. */
export function firstLink(certificate: string): string {
  return sha256B64(certificate);
}

/** XOR of two hashes, hexadecimal. */
export function mixed(one: string, other: string): string {
  const sum = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  return sum.toString(16).padStart(64, '0');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text holds; empty for anything else. */
export function objectIn(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
