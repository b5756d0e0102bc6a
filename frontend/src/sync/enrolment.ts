/** Letting the tablet in: a code for a certificate. The key is kept before it is sent, so that a lost
 * answer can be asked for again. */

import { objectIn, textOf } from './encoding';
import type { Disk, World } from './ports';
import type { Send } from './transport';
import { certificateIn, isPortal, jsonBody, newNonce, PROTOCOL, type Reply, retryAfterSeconds } from './wire';

const PATH = '/sync/v1/devices/enrol';
const CODE_LENGTH = 10;

/** `keyHash`: by what the server's key is known; null where the code was typed by hand. `host`: the
 * server's root, as `https://inspect.example/`; null: the one that this app came from. */
export interface EnrolmentCode {
  readonly code: string;
  readonly keyHash: string | null;
  readonly host: string | null;
}

/** The text behind a scanned picture or a typed code; null: neither. */
export function readEnrolment(text: string): EnrolmentCode | null {
  const scanned = /^(https?:\/\/[^\s#]+\/)app\/#(.+)$/.exec(text.trim());
  const fragment = scanned?.[2] ?? (/^#?enrol=/.test(text.trim()) ? text.trim().replace(/^#/, '') : null);
  if (fragment === null) return codeOf(text, null, null);
  const said = new URLSearchParams(fragment);
  const keyHash = said.get('key');
  if (keyHash !== null && !/^[0-9a-f]{32}$/.test(keyHash)) return null;
  return codeOf(said.get('enrol') ?? '', keyHash, scanned?.[1] ?? null);
}

/** Small letters, spaces and hyphens do not matter. */
function codeOf(typed: string, keyHash: string | null, host: string | null): EnrolmentCode | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[0-9A-Z]+$/.test(code) && code.length === CODE_LENGTH ? { code, keyHash, host } : null;
}

/** `wait`: too many codes were tried, `seconds` says how long. `refused`: `problem` is the server's
 * code for why; `other_server`: its key is not the one that the code came with. */
export type EnrolmentResult =
  | { readonly is: 'enrolled'; readonly dev: string; readonly usr: string }
  | { readonly is: 'no_network' | 'portal' | 'too_old' | 'other_server' }
  | { readonly is: 'wait'; readonly seconds: number }
  | { readonly is: 'refused'; readonly problem: string };

export interface Enrolling {
  readonly disk: Disk;
  readonly world: World;
  readonly send: Send;
}

/** Asks to be let in. May be called again with the same code after `no_network`: the server gives the
 * same certificate to the same key. `label`: what people call this tablet. */
export async function enrol(
  { disk, world, send }: Enrolling,
  asked: EnrolmentCode,
  label: string,
): Promise<EnrolmentResult> {
  const publicKey = await disk.chain.enrolling();
  const nonce = newNonce(world.random);
  const said = { code: asked.code, public_key: publicKey, nonce, proto: PROTOCOL, label: label.slice(0, 80) };
  const sent = await jsonBody(said, false);
  const request = { door: 'enrol', method: 'POST', path: PATH, nonce, about: null, ...sent } as const;
  const reply = await send(request);
  if (reply === null) return { is: 'no_network' };
  const enrolled = await certificateIn(reply.body, nonce, asked.keyHash);
  if (enrolled === null) return refusal(reply, nonce, asked);
  if (enrolled.publicKey !== publicKey || !(await disk.chain.begin(enrolled))) {
    return { is: 'no_network' }; // the answer to another request: ask again
  }
  return { is: 'enrolled', dev: enrolled.dev, usr: enrolled.usr };
}

async function refusal(reply: Reply, nonce: string, asked: EnrolmentCode): Promise<EnrolmentResult> {
  if (asked.keyHash !== null && (await certificateIn(reply.body, nonce, null)) !== null) {
    return { is: 'other_server' };
  }
  if (reply.status === 429) return { is: 'wait', seconds: retryAfterSeconds(reply) };
  if (isPortal(reply)) return { is: 'portal' };
  if (reply.status === 426) return { is: 'too_old' };
  const problem = problemIn(reply);
  if (reply.status >= 400 && reply.status < 500 && problem !== null) return { is: 'refused', problem };
  return { is: 'no_network' };
}

/** The code of the first problem in the one shape of refusals. */
function problemIn(reply: Reply): string | null {
  const { problems } = objectIn(textOf(reply.body));
  const first: unknown = Array.isArray(problems) ? problems[0] : null;
  const code = typeof first === 'object' && first !== null ? (first as { code?: unknown }).code : null;
  return typeof code === 'string' ? code : null;
}
