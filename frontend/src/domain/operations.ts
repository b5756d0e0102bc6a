/** One recorded act of an inspector; docs/operations.md lists every kind, entity and field. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Json, JsonObject } from './json';

export const BODY_VERSION = 1;
/** The field that takes an entity back: `{why}`, or false to bring it back. */
export const VOID = '_void';
export const ANSWER = 'answer.';
export const CONFIRMED = 'confirmed.';
export const SERVER_DEVICE = 'd_srv_';

export type OperationKind =
  | 'create'
  | 'set'
  | 'retract'
  | 'attach'
  | 'sign'
  | 'submit'
  | 'resolve'
  | 'comment'
  | 'return'
  | 'approve'
  | 'publish'
  | 'withdraw'
  | 'clock'
  | 'dev'
  | 'wipe';

export type EntityType =
  | 'inspection'
  | 'facility'
  | 'block'
  | 'room'
  | 'evidence'
  | 'recommendation'
  | 'comment';

/** What the server made of an operation; `own`: not seen in the server's log yet. */
export type Status = 'own' | 'ok' | 'held' | 'quarantine' | 'late';

/** `f`: field; `base`: ids of all heads of the field that the author had on screen. */
export interface Write {
  readonly f: string;
  readonly val: Json;
  readonly base: readonly string[];
}

/** The body as it is signed. Keys that are not known here are kept as they came. */
export interface Body extends JsonObject {
  readonly v: number;
  readonly op: string;
  readonly insp: string;
  readonly e: string;
  readonly k: string;
  readonly usr: string;
}

/** What travels. `body` is the text that was signed, never written anew. */
export interface Envelope {
  readonly dev: string;
  readonly seq: number;
  readonly prev: string;
  readonly body: string;
  readonly sig: string;
}

/** What an inspector does, before the tablet gives it an id, a clock and a place in the chain.
 * A write without `base` takes the heads that the model holds at that moment. */
export interface Act {
  readonly entity: string;
  readonly kind: OperationKind;
  readonly sets?: readonly { readonly field: string; readonly value: Json; readonly base?: readonly string[] }[];
  /** Further keys of the body: `type`, `parent`, `file`, `covers`, `why`, ... */
  readonly more?: JsonObject;
}

export function typeOf(entity: string): string {
  return entity.slice(0, entity.indexOf(':'));
}

export function idOf(entity: string): string {
  return entity.slice(entity.indexOf(':') + 1);
}

/** The one text of a body, in the form of RFC 8785. Throws TypeError for what is no whole JSON value. */
export function bodyText(body: Body): string {
  const text = canonicalize(body);
  if (text === undefined) throw new TypeError('a body must be a JSON object');
  return text;
}

/** SHA-256 of a body's text, hexadecimal. */
export function bodyHash(text: string): string {
  return bytesToHex(sha256(utf8(text)));
}

/** The place in a device's chain: over device, number, the link before and the hash of the body. */
export function linkOf(dev: string, seq: number, prev: string, hash: string): string {
  return b64(sha256(utf8(['insp/op/1', dev, String(seq), prev, hash].join('\0'))));
}

/** What `prev` of a device's first operation must be. */
export function firstLink(certificate: string): string {
  return b64(sha256(utf8(certificate)));
}

/** Base64url without padding. */
export function b64(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws for what is not base64url. */
export function un64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

const encoder = new TextEncoder();
const utf8 = (text: string) => encoder.encode(text);
