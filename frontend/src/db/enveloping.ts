/** From the text of a body to a row of the outbox. All cryptography happens here, before any transaction. */
import type { Json, JsonObject } from '../domain/json';
import { type Body, b64, bodyHash, bodyText, linkOf, un64 } from '../domain/operations';
import type { Place } from './chain';
import { type Keys, utf8 } from './encryption';
import type { EnvelopeRow } from './outbox';
import { joined, type Sealer, sealInfo } from './sealing';

/** No server takes more; docs/operations.md. */
export const MOST_BODY_BYTES = 64 * 1024;

export interface Prepared {
  readonly op: string;
  readonly insp: string;
  readonly text: string;
  readonly hash: string;
}

interface Placed extends Prepared, Place {
  readonly prev: string;
}

export type Sign = (data: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

/** Throws RangeError where the body is too long, TypeError where a number is no whole one. */
export function prepared(body: Body): Prepared {
  const text = bodyText(wellFormed(body) as Body);
  if (text.length > MOST_BODY_BYTES || utf8(text).length > MOST_BODY_BYTES) {
    throw new RangeError(`an operation holds more than ${MOST_BODY_BYTES} bytes`);
  }
  return { op: body.op, insp: body.insp, text, hash: bodyHash(text) };
}

/** The places of several operations, one behind the other. */
export function placed(dev: string, head: Place, all: readonly Prepared[]): Placed[] {
  const found: Placed[] = [];
  let at = head;
  for (const one of all) {
    const seq = at.seq + 1;
    const link = linkOf(dev, seq, at.link, one.hash);
    found.push({ ...one, seq, prev: at.link, link });
    at = { seq, link };
  }
  return found;
}

/** Signs, encrypts and seals, in parallel. */
export function enveloped(
  keys: Keys,
  sign: Sign,
  sealer: Sealer | null,
  dev: string,
  at: number,
  all: readonly Placed[],
): Promise<EnvelopeRow[]> {
  return Promise.all(all.map((one) => envelopeOf(keys, sign, sealer, dev, at, one)));
}

async function envelopeOf(
  keys: Keys,
  sign: Sign,
  sealer: Sealer | null,
  dev: string,
  at: number,
  one: Placed,
): Promise<EnvelopeRow> {
  const link = un64(one.link);
  const [sig, own, sealed] = await Promise.all([
    sign(link),
    keys.closeText('env', `${dev}|${one.seq}`, one.text),
    sealer === null ? null : sealer.seal(sealInfo(dev, one.seq), link, utf8(one.text)),
  ]);
  return {
    dev,
    seq: one.seq,
    prev: one.prev,
    link: one.link,
    op: one.op,
    insp: one.insp,
    st: 0,
    own,
    sealed: sealed === null ? null : joined(sealed),
    kid: sealer?.kid ?? null,
    bh: one.hash,
    sig: b64(sig),
    at,
  };
}

/** The text that was signed. Rejects with NotSaved `locked` while there is no key. */
export function bodyOf(keys: Keys, row: EnvelopeRow): Promise<string> {
  if (row.own === null) throw new TypeError(`operation ${row.seq} of ${row.dev} is sealed only`);
  return keys.openText('env', `${row.dev}|${row.seq}`, row.own);
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Without halves of letters, which no canonical form takes. Throws TypeError for fractions. */
function wellFormed(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return value.replace(LONE_SURROGATE, '\uFFFD');
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new TypeError(`${value} is no whole number; measures are decimal text`);
  }
  if (Array.isArray(value)) return value.map((one) => wellFormed(one) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  const made: Record<string, Json> = {};
  for (const [key, one] of Object.entries(value as JsonObject)) {
    const kept = wellFormed(one);
    if (kept !== undefined) made[key] = kept;
  }
  return made;
}
