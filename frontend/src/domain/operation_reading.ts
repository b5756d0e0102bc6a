/** What the server takes as an operation, and its limits; twin of domain/operation_reading.py. */
import canonicalize from 'canonicalize';
import type { Json, JsonObject } from './json';
import { type Body, DEEPEST } from './operations';

export const MOST_BYTES = 65_536;
/** Characters, of any text or key in a body. */
export const LONGEST_STRING = 20_000;
/** Ids in the `base` of one write: more would be more than a screen can have shown. */
export const MOST_BASES_OF_A_WRITE = 200;
/** Ids in all bases of one operation together. */
export const MOST_BASES = 2000;

const ID = '[A-Za-z0-9][A-Za-z0-9._:-]';
const NEEDED: ReadonlyMap<string, RegExp> = new Map([
  ['op', new RegExp(`^${ID}{0,63}$`)],
  ['insp', new RegExp(`^${ID}{0,79}$`)],
  ['e', new RegExp(`^${ID}{0,119}$`)],
  ['k', new RegExp(`^${ID}{0,39}$`)],
  ['usr', new RegExp(`^${ID}{0,63}$`)],
]);
/** From here on RFC 8785 writes a number with an exponent, so it is read as no whole number. */
const WRITTEN_WITH_EXPONENT = 1e21;

/** Which limit a body breaks. `given` and `most` are bytes, characters or ids. */
export interface TooLarge {
  readonly limit: 'body' | 'string' | 'base' | 'bases';
  readonly given: number;
  readonly most: number;
  /** The field whose base it is. */
  readonly field?: string;
}

/** Whether the server would set the operation aside for its size; null: it would not. To be asked
 * before signing: `text` is what `bodyText` made of the body. */
export function tooLarge(body: JsonObject, text: string): TooLarge | null {
  return tooManyBases(body) ?? tooLong(body, text);
}

/** The body that a text is, or null for what the server would not take as an operation: not JSON, not
 * in the one form of RFC 8785, beyond the limits, or without readable `op`, `insp`, `e`, `k`, `usr`. */
export function readBody(text: string): Body | null {
  const document = canonicalDocument(text);
  if (document === null) return null;
  for (const [key, form] of NEEDED) {
    const given = document[key];
    if (typeof given !== 'string' || !form.test(given)) return null;
  }
  return document as Body;
}

function canonicalDocument(text: string): JsonObject | null {
  if (utf8Length(text) > MOST_BYTES) return null;
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
    if (canonicalize(document) !== text) return null;
  } catch {
    return null;
  }
  if (document === null || typeof document !== 'object' || Array.isArray(document)) return null;
  return isWithinLimits(document, 1) ? (document as JsonObject) : null;
}

function isWithinLimits(value: Json, depth: number): boolean {
  if (typeof value === 'string') return !isLong(value);
  if (typeof value === 'number') {
    return (
      Number.isSafeInteger(value) || !Number.isInteger(value) || Math.abs(value) >= WRITTEN_WITH_EXPONENT
    );
  }
  if (value === null || typeof value === 'boolean') return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return value.every((item: Json) => isWithinLimits(item, depth + 1));
  return Object.entries(value).every(([key, item]) => !isLong(key) && isWithinLimits(item, depth + 1));
}

function tooManyBases(body: JsonObject): TooLarge | null {
  let every = 0;
  for (const write of Array.isArray(body.sets) ? (body.sets as readonly JsonObject[]) : []) {
    const given = Array.isArray(write.base) ? new Set(write.base).size : 0;
    if (given > MOST_BASES_OF_A_WRITE) {
      return { limit: 'base', given, most: MOST_BASES_OF_A_WRITE, field: String(write.f) };
    }
    every += given;
  }
  return every > MOST_BASES ? { limit: 'bases', given: every, most: MOST_BASES } : null;
}

function tooLong(body: JsonObject, text: string): TooLarge | null {
  const longest = longestString(body);
  if (longest > LONGEST_STRING) return { limit: 'string', given: longest, most: LONGEST_STRING };
  const bytes = utf8Length(text);
  return bytes > MOST_BYTES ? { limit: 'body', given: bytes, most: MOST_BYTES } : null;
}

function longestString(value: Json): number {
  if (typeof value === 'string') return charactersOf(value);
  if (value === null || typeof value !== 'object') return 0;
  if (Array.isArray(value)) return Math.max(0, ...value.map((item: Json) => longestString(item)));
  return Math.max(
    0,
    ...Object.entries(value).map(([key, item]) => Math.max(charactersOf(key), longestString(item))),
  );
}

function isLong(text: string): boolean {
  return charactersOf(text) > LONGEST_STRING;
}

/** Code points, as Python counts them; UTF-16, which is never less, where that is within the limit. */
function charactersOf(text: string): number {
  return text.length > LONGEST_STRING ? [...text].length : text.length;
}

function utf8Length(text: string): number {
  if (text.length * 3 <= MOST_BYTES) return text.length;
  return new TextEncoder().encode(text).length;
}
