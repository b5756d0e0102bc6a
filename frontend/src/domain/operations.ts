/** One recorded act of an inspector; docs/operations.md lists every kind, entity and field. Twin of
 * domain/operations.py. */
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
 * A write without `base` takes the heads that the model holds at that moment: with `seen` only those of
 * them, and the author's own. Somebody else's answer that came meanwhile then stands beside this one. */
export interface Act {
  readonly entity: string;
  readonly kind: OperationKind;
  readonly sets?: readonly {
    readonly field: string;
    readonly value: Json;
    readonly base?: readonly string[];
    readonly seen?: readonly string[];
  }[];
  /** Further keys of the body: `type`, `parent`, `file`, `covers`, `why`, ... */
  readonly more?: JsonObject;
}

/** Letters of free words; a server sets what is longer aside. */
export const LONGEST_WORDS = 4000;

export function typeOf(entity: string): string {
  return entity.slice(0, entity.indexOf(':'));
}

export function idOf(entity: string): string {
  return entity.slice(entity.indexOf(':') + 1);
}

/** In whose name a `sign` is. Whoever is not on the team is a role, never a name. */
export type SignerRole = 'inspector' | 'facility_head';

/** Something that no body may hold. `path`: where it stands, as `sets/0/val`. */
export class NotSignable extends Error {
  constructor(
    readonly why: 'no JSON' | 'no whole number' | 'nested too deeply',
    readonly path: string,
  ) {
    super(`${why} at ${path || 'the top'}`);
    this.name = 'NotSignable';
  }
}

/** The most containers inside one another that the server reads. */
export const DEEPEST = 32;

/** The text that is hashed, signed, stored and sent: RFC 8785, lone surrogates replaced as a pasted
 * half of an emoji must not make an answer unwritable. What was signed is read back from this text.
 * Throws NotSignable for undefined, functions, numbers that are not whole or not below 2^53. */
export function bodyText(body: JsonObject): string {
  return valueText(wellFormed(body, '', 1));
}

/** The value of a field in the form of RFC 8785: heads agree when these are equal. Throws for lone
 * surrogates. */
export function valueText(value: Json): string {
  return canonicalize(value) ?? 'null';
}

/** SHA-256 of the text of a body, in hexadecimal. */
export function bodyHash(text: string): string {
  return sha256Hex(text);
}

/** The place in the chain; `prev` of the first operation is `firstLink`. 43 characters of base64url. */
export function linkOf(dev: string, seq: number, prev: string, hash: string): string {
  return b64(sha256(utf8(['insp/op/1', dev, String(seq), prev, hash].join('\0'))));
}

export function firstLink(certificate: string): string {
  return b64(sha256(utf8(certificate)));
}

export const EMPTY_CHAIN = '0'.repeat(64);

/** The hash of a stream's log with one more operation; begins at `EMPTY_CHAIN`. */
export function nextInStream(chain: string, op: string, hash: string): string {
  return sha256Hex(`${chain}\0${op}\0${hash}`);
}

/** What a signature or a submission covers: the ids of the heads of its scope, each once. */
export function coversHash(heads: Iterable<string>): string {
  return sha256Hex([...new Set(heads)].sort().join('\n'));
}

/** Lowercase hexadecimal, over the UTF-8 of the text. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8(text)));
}

/** base64url without padding. */
export function b64(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws RangeError for what is not base64url. */
export function un64(text: string): Uint8Array<ArrayBuffer> {
  const bare = text.replace(/={0,2}$/, '');
  if (!/^[A-Za-z0-9_-]*$/.test(bare) || bare.length % 4 === 1) throw new RangeError('not base64url');
  const binary = atob(bare.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Lone surrogates become U+FFFD, as String.prototype.toWellFormed does where it exists. */
export function wellFormedText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

const ENCODER = new TextEncoder();

function utf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

function wellFormed(value: unknown, path: string, depth: number): Json {
  if (typeof value === 'string') return wellFormedText(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new NotSignable('no whole number', path);
    return value;
  }
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value !== 'object') throw new NotSignable('no JSON', path);
  if (depth > DEEPEST) throw new NotSignable('nested too deeply', path);
  if (Array.isArray(value))
    return Array.from(value, (item, at) => wellFormed(item, `${path}/${at}`, depth + 1));
  return wellFormedObject(value, path, depth);
}

function wellFormedObject(value: object, path: string, depth: number): JsonObject {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotSignable('no JSON', path);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      wellFormedText(key),
      wellFormed(item, path === '' ? key : `${path}/${key}`, depth + 1),
    ]),
  );
}
