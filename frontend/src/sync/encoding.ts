/** Texts and bytes as the protocol writes them, beside those of domain/operations. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Bytes in a buffer of their own, as WebCrypto and fetch take them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Null for what is no UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** base64 with `+`, `/` and padding, as `Upload-Checksum` wants it. */
export function plainB64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function hashOfBytes(data: Uint8Array): string {
  return bytesToHex(sha256(data));
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
