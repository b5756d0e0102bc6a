/** What goes over the wire: requests, replies, and which replies are to be believed. */
import { b64, sha256Hex, un64 } from '../domain/operations';
import { type Bytes, hashOfBytes, isObject, objectIn, textOf, utf8 } from './encoding';

export const PROTOCOL = 1;
const GZIP_FROM_BYTES = 1024;
const LONGEST_WAIT_SECONDS = 900;

export type Door =
  | 'enrol'
  | 'hello'
  | 'push'
  | 'relay'
  | 'pull'
  | 'create'
  | 'offset'
  | 'chunk'
  | 'references'
  | 'reference';

/** `about` is what must be remembered until the reply comes; it is not sent. */
export interface Request<About = unknown> {
  readonly door: Door;
  readonly method: 'GET' | 'HEAD' | 'PATCH' | 'POST';
  readonly path: string;
  readonly body: Bytes;
  readonly headers: Readonly<Record<string, string>>;
  readonly nonce: string;
  readonly about: About;
}

/** `headers` with lower-case names. `isElsewhere`: another address answered, as portals arrange it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
  readonly isElsewhere?: boolean;
  /** The tablet's clock when it came, and how long it took; where somebody measured. */
  readonly at?: { readonly wallMs: number; readonly tookMs: number };
}

/** What the server said under its signature. */
export type Said = Readonly<Record<string, unknown>>;

/** The server's keys by their kid: uncompressed points, base64url. */
export type Keys = Readonly<Record<string, string>>;

/** Signs with the device's key: raw r||s, base64url. Rejects while the app is locked. */
export type Sign = (data: Bytes) => Promise<string>;

export interface JsonBody {
  readonly body: Bytes;
  readonly headers: Readonly<Record<string, string>>;
}

/** The bytes to send and their headers; packed where that is worth it and the browser can. */
export async function jsonBody(value: unknown, zips: boolean): Promise<JsonBody> {
  const body = utf8(JSON.stringify(value));
  const headers = { 'Content-Type': 'application/json' };
  if (!zips || body.length < GZIP_FROM_BYTES || typeof CompressionStream === 'undefined') {
    return { body, headers };
  }
  const packed = new Response(body).body?.pipeThrough(new CompressionStream('gzip'));
  const zipped = new Uint8Array(await new Response(packed).arrayBuffer());
  return { body: zipped, headers: { ...headers, 'Content-Encoding': 'gzip' } };
}

/** Proof that the device itself sends this; `body` as sent. */
export async function signedHeaders(
  dev: string,
  sign: Sign,
  method: string,
  path: string,
  body: Bytes,
): Promise<Record<string, string>> {
  const text = ['insp/req/1', method, path, hashOfBytes(body)].join('\0');
  return { 'X-Device': dev, 'X-Device-Signature': await sign(utf8(text)) };
}

const imported = new Map<string, Promise<CryptoKey | null>>();

function publicKey(text: string): Promise<CryptoKey | null> {
  let key = imported.get(text);
  if (key === undefined) {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const point = bytesOf(text);
    key = crypto.subtle.importKey('raw', point, curve, false, ['verify']).catch(() => null);
    imported.set(text, key);
  }
  return key;
}

/** Empty for what is not base64url, which no key and no signature is. */
function bytesOf(text: string): Bytes {
  try {
    return un64(text);
  } catch {
    return new Uint8Array(0);
  }
}

/** Whether `signature` (raw r||s, base64url) over the text is the key's. */
export async function isSigned(key: string, text: string, signature: string): Promise<boolean> {
  const [point, raw] = [await publicKey(key), bytesOf(signature)];
  if (point === null || raw.length !== 64) return false;
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, point, raw, utf8(text));
}

/** What the server said; null: nothing that must be believed.
 *
 * A portal's page, a cut or cached reply and a forged one all end here as "no network": they can
 * delay, and never convince. */
export async function believed(body: Uint8Array, keys: Keys, nonce: string): Promise<Said | null> {
  const { p, sig, kid } = objectIn(textOf(body));
  if (typeof p !== 'string' || typeof sig !== 'string' || typeof kid !== 'string') return null;
  const key = Object.hasOwn(keys, kid) ? keys[kid] : undefined;
  if (key === undefined || !(await isSigned(key, p, sig))) return null;
  const said = objectIn(p);
  return said.kind === 'insp' && said.nonce === nonce ? said : null;
}

/** Whether something that is not the server answers in its place: "the Wi-Fi wants a login". */
export function isPortal(reply: Reply): boolean {
  if (reply.isElsewhere === true || (reply.status >= 300 && reply.status < 400) || reply.status === 511) {
    return true;
  }
  const isPage = (reply.headers['content-type'] ?? '').includes('text/html') || /^\s*</.test(start(reply));
  return reply.status < 300 && isPage;
}

function start(reply: Reply): string {
  return new TextDecoder().decode(reply.body.subarray(0, 64));
}

/** Seconds that the reply asks to wait, at most a quarter of an hour; 0: it does not say. */
export function retryAfterSeconds(reply: Reply): number {
  const said = reply.headers['retry-after'] ?? '';
  return /^\d{1,9}$/.test(said) ? Math.min(Number(said), LONGEST_WAIT_SECONDS) : 0;
}

export function newNonce(random: (bytes: Bytes) => Bytes): string {
  return b64(random(new Uint8Array(16)));
}

/** What an enrolment gives. `keys`: the server's, pinned from here on. */
export interface Enrolled {
  readonly dev: string;
  readonly usr: string;
  readonly publicKey: string;
  readonly certificate: string;
  readonly signature: string;
  readonly keys: Keys;
}

/** Of the reply to an enrolment; null: nothing that must be believed.
 *
 * The code came over another channel; the key in the certificate must have signed both, and be the
 * one whose hash came with the code (`keyHash`, the first 32 hex letters; null: typed by hand). */
export async function certificateIn(
  body: Uint8Array,
  nonce: string,
  keyHash: string | null,
): Promise<Enrolled | null> {
  const { certificate: text, certificate_sig: signature } = objectIn(stringIn(objectIn(textOf(body)).p));
  if (typeof text !== 'string' || typeof signature !== 'string') return null;
  const certificate = objectIn(text);
  const pinned = pinnedIn(certificate);
  if (certificate.kind !== 'insp-cert' || pinned === null) return null;
  if (keyHash !== null && sha256Hex(pinned.key).slice(0, 32) !== keyHash) return null;
  const keys = { [pinned.kid]: pinned.key };
  if ((await believed(body, keys, nonce)) === null) return null;
  if (!(await isSigned(pinned.key, text, signature))) return null;
  const { dev, usr, public_key } = certificate;
  if (typeof dev !== 'string' || typeof usr !== 'string' || typeof public_key !== 'string') return null;
  return { dev, usr, publicKey: public_key, certificate: text, signature, keys };
}

function pinnedIn(certificate: Said): { kid: string; key: string } | null {
  const keys = certificate.keys;
  const sign = isObject(keys) ? keys.sign : null;
  if (!isObject(sign)) return null;
  const { kid, public_key } = sign;
  return typeof kid === 'string' && typeof public_key === 'string' ? { kid, key: public_key } : null;
}

function stringIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
