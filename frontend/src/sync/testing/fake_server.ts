/** A small server that keeps the protocol, in memory, with a hand on everything that it answers. */
import { b64, bodyHash, EMPTY_CHAIN, firstLink, linkOf, nextInStream } from '../../domain/operations';
import { type Bytes, hashOfBytes, isObject, mixed, objectIn, textOf, utf8 } from '../encoding';
import type { Send } from '../transport';
import type { Reply, Request } from '../wire';

export interface Envelope {
  readonly dev: string;
  readonly seq: number;
  readonly prev: string;
  readonly body: string;
  readonly sig: string;
}

interface Logged extends Envelope {
  readonly op: string;
  status: string;
  reason: string | null;
}

interface Device {
  readonly certificate: string;
  readonly sig: string;
  seq: number;
  link: string;
  readonly links: string[];
}

interface Upload {
  readonly sha: string;
  readonly size: number;
  data: Bytes;
}

/** What a test puts in the place of an answer: a reply, no answer at all, or the true one. */
export type Judge = (
  request: Request,
  said: Readonly<Record<string, unknown>>,
) => Reply | 'lost' | 'lost_after' | null;

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export class FakeServer {
  readonly kid = 'srv-test';
  readonly devices = new Map<string, Device>();
  readonly logs = new Map<string, Logged[]>();
  readonly uploads = new Map<string, Upload>();
  readonly files = new Map<string, Bytes>();
  readonly references = new Map<string, { name: string; content: Bytes }>();
  readonly requests: Request[] = [];
  readonly replies: Reply[] = [];
  judge: Judge = () => null;
  /** Laid over what is signed, of every reply. */
  also: Record<string, unknown> = {};
  statusOf: (body: Readonly<Record<string, unknown>>) => string = () => 'ok';
  /** What certificates name for sealing. */
  seal: { readonly kid: string; readonly public_key: string } | null = null;
  /** Laid over the digest of every stream. */
  digestOver: Record<string, unknown> = {};
  pageOps = 200;
  private made = 0;

  private constructor(
    private readonly pair: CryptoKeyPair,
    readonly publicKey: string,
  ) {}

  static async start(): Promise<FakeServer> {
    const pair = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
    return new FakeServer(pair, b64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))));
  }

  readonly send: Send = async (request) => {
    this.requests.push(request);
    const said = await saidIn(request);
    const judged = this.judge(request, said);
    if (judged === 'lost') return null;
    if (judged !== null && judged !== 'lost_after') return judged;
    const reply = await this.answer(request, said);
    this.replies.push(reply);
    return judged === 'lost_after' ? null : reply;
  };

  doors(): string[] {
    return this.requests.map((request) => request.door);
  }

  count(door: string): number {
    return this.doors().filter((one) => one === door).length;
  }

  async sign(text: string): Promise<string> {
    const made = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      this.pair.privateKey,
      utf8(text),
    );
    return b64(new Uint8Array(made));
  }

  async signed(status: number, nonce: unknown, dev: unknown, said: object = {}): Promise<Reply> {
    const known = typeof dev === 'string' ? this.devices.get(dev) : undefined;
    const head = known === undefined ? null : { seq: known.seq, link: known.link };
    const time = new Date().toISOString();
    const p = JSON.stringify({ kind: 'insp', nonce, dev, time, head, cp: null, ...said, ...this.also });
    const body = utf8(JSON.stringify({ p, sig: await this.sign(p), kid: this.kid }));
    return { status, headers: { 'content-type': 'application/json' }, body };
  }

  /** Another tablet's operation, as if it had been pushed. */
  log(insp: string, row: Logged): void {
    const log = this.logs.get(insp) ?? [];
    this.logs.set(insp, log);
    if (!log.some((one) => one.op === row.op)) log.push(row);
  }

  /** Everything that was stored since is forgotten, devices as well where `devices` says so. */
  setBack(to: { logs?: number; heads?: number; devices?: boolean }): void {
    for (const log of this.logs.values()) log.length = Math.min(log.length, to.logs ?? log.length);
    if (to.devices === true) this.devices.clear();
    for (const device of this.devices.values()) {
      device.seq = Math.min(device.seq, to.heads ?? device.seq);
      device.links.length = device.seq + 1;
      device.link = device.links[device.seq] ?? '';
    }
  }

  private answer(request: Request, said: Readonly<Record<string, unknown>>): Promise<Reply> {
    if (request.door === 'enrol') return this.enrol(said);
    if (request.door === 'push' || request.door === 'relay') return this.push(said);
    if (request.door === 'pull') return this.pull(said);
    if (request.door === 'create') return this.create(request, said);
    if (request.door === 'offset') return Promise.resolve(this.offset(request));
    if (request.door === 'chunk') return this.chunk(request);
    return this.reference(request, said);
  }

  private async enrol(said: Readonly<Record<string, unknown>>): Promise<Reply> {
    const known = [...this.devices].find(([, one]) => one.certificate.includes(String(said.public_key)));
    const dev = known?.[0] ?? `d_${++this.made}`;
    const keys = { sign: { kid: this.kid, public_key: this.publicKey }, seal: this.seal };
    const certificate =
      known?.[1].certificate ??
      JSON.stringify({ dev, keys, kind: 'insp-cert', public_key: said.public_key, usr: 'u_ana' });
    const sig = known?.[1].sig ?? (await this.sign(certificate));
    const first = firstLink(certificate);
    if (known === undefined) this.devices.set(dev, { certificate, sig, seq: 0, link: first, links: [first] });
    return this.signed(200, said.nonce, dev, {
      usr: 'u_ana',
      public_key: said.public_key,
      certificate,
      certificate_sig: sig,
    });
  }

  private async push(said: Readonly<Record<string, unknown>>): Promise<Reply> {
    const shown = isObject(said.cert) ? said.cert : null;
    if (shown !== null) this.remember(String(shown.text), String(shown.sig));
    for (const one of Array.isArray(said.certs) ? said.certs : []) this.remember(one.text, one.sig);
    const device = this.devices.get(String(said.dev));
    const ops = (Array.isArray(said.ops) ? said.ops : []) as Envelope[];
    if (device === undefined)
      return this.signed(200, said.nonce, said.dev, { unknown_device: true, res: [] });
    const res = ops.map((one) => this.take(one));
    return this.signed(200, said.nonce, said.dev, { res, why: res.map(() => null), durable: 0, fork: false });
  }

  private remember(text: string, sig: string): void {
    const dev = String(objectIn(text).dev);
    if (this.devices.has(dev)) return;
    const first = firstLink(text);
    this.devices.set(dev, { certificate: text, sig, seq: 0, link: first, links: [first] });
  }

  private take(one: Envelope): string | null {
    const device = this.devices.get(one.dev);
    if (device === undefined) return 'bad';
    const link = linkOf(one.dev, one.seq, one.prev, bodyHash(one.body));
    const isNext = one.seq === device.seq + 1 && one.prev === device.link;
    if (!isNext && one.seq > device.seq + 1) return null;
    if (isNext) {
      device.seq = one.seq;
      device.link = link;
      device.links.push(link);
    }
    const body = objectIn(one.body);
    const status = this.statusOf(body);
    this.log(String(body.insp), {
      ...one,
      op: String(body.op),
      status,
      reason: status === 'ok' ? null : 'rule',
    });
    if (!isNext) return 'dup';
    return status === 'quarantine' ? 'quarantine' : 'stored';
  }

  private async pull(said: Readonly<Record<string, unknown>>): Promise<Reply> {
    if (!this.devices.has(String(said.dev))) {
      return this.signed(200, said.nonce, said.dev, { unknown_device: true });
    }
    const asked = (isObject(said.streams) ? said.streams : {}) as Record<string, { n: number; h: string }>;
    const streams: Record<string, unknown> = {};
    for (const [insp, at] of Object.entries(asked)) streams[insp] = this.page(insp, at);
    const grant = [...this.logs.keys()].filter((insp) => !Object.hasOwn(asked, insp));
    const certs = Object.fromEntries(
      [...this.devices].map(([dev, { certificate, sig }]) => [dev, { text: certificate, sig }]),
    );
    return this.signed(200, said.nonce, said.dev, { streams, grant, revoke: [], certs, durable: 0 });
  }

  private page(insp: string, at: { n: number; h: string }): unknown {
    const log = this.logs.get(insp);
    if (log === undefined) return at.n > 0 ? { unknown: true, rewound: true } : emptyPage();
    if (chainAt(log, at.n) !== at.h) return { rewound: true };
    const to = Math.min(log.length, at.n + this.pageOps);
    const ops = log.slice(at.n, to).map((row, place) => ({ ...row, n: at.n + place + 1 }));
    return {
      ops,
      n: to,
      h: chainAt(log, to),
      more: to < log.length,
      dig: { ...digestOf(log), ...this.digestOver },
    };
  }

  private create(request: Request, said: Readonly<Record<string, unknown>>): Promise<Reply> {
    const [sha, size] = [String(said.sha), Number(said.size)];
    const dev = request.headers['X-Device'];
    const have = this.files.has(sha);
    if (have)
      return this.signed(200, said.nonce, dev, { sha, size, is_complete: true, durable: false, have });
    const upload = `u${++this.made}`;
    this.uploads.set(upload, { sha, size, data: new Uint8Array(0) });
    return this.signed(201, said.nonce, dev, { upload, offset: 0, sha, size, is_complete: false });
  }

  private offset(request: Request): Reply {
    const upload = this.uploads.get(request.path.split('/').at(-1) ?? '');
    return upload === undefined ? bare(404) : bare(200, { 'upload-offset': String(upload.data.length) });
  }

  private async chunk(request: Request): Promise<Reply> {
    const upload = this.uploads.get(request.path.split('/').at(-1) ?? '');
    if (upload === undefined) return bare(404);
    if (Number(request.headers['Upload-Offset']) !== upload.data.length) return bare(409);
    const data = new Uint8Array(upload.data.length + request.body.length);
    data.set(upload.data);
    data.set(request.body, upload.data.length);
    upload.data = data;
    if (data.length < upload.size) return bare(204, { 'upload-offset': String(data.length) });
    if (hashOfBytes(data) !== upload.sha) return bare(422);
    this.files.set(upload.sha, data);
    const { sha, size } = upload;
    const said = { sha, size, is_complete: true, durable: false };
    return this.signed(200, request.headers['X-Nonce'], request.headers['X-Device'], said);
  }

  private async reference(request: Request, said: Readonly<Record<string, unknown>>): Promise<Reply> {
    if (request.door === 'reference') {
      const found = this.references.get(request.path.split('/').at(-1) ?? '');
      return found === undefined ? bare(404) : { status: 200, headers: {}, body: found.content };
    }
    const references = [...this.references].map(([sha256, { name, content }]) => ({
      name,
      sha256,
      size: content.length,
    }));
    return this.signed(200, said.nonce, said.dev, { references });
  }
}

/** A reply that nobody signed. */
export function bare(status: number, headers: Record<string, string> = {}, text = ''): Reply {
  return { status, headers, body: utf8(text) };
}

export function portalPage(): Reply {
  return bare(200, { 'content-type': 'text/html' }, '<html>Log in to the Wi-Fi</html>');
}

/** XOR of the bodies and hash of the statuses, as `dig` has them. */
function digestOf(log: readonly Logged[]): object {
  const x = log.reduce((sum, row) => mixed(sum, bodyHash(row.body)), EMPTY_CHAIN);
  const s = hashOfBytes(utf8(log.map((row) => `${row.op} ${row.status}\n`).join('')));
  return { c: log.length, x, s };
}

function chainAt(log: readonly Logged[], n: number): string {
  return log.slice(0, n).reduce((h, row) => nextInStream(h, row.op, bodyHash(row.body)), EMPTY_CHAIN);
}

function emptyPage(): unknown {
  return { unknown: true, ops: [], n: 0, h: EMPTY_CHAIN, more: false, dig: { c: 0, x: EMPTY_CHAIN } };
}

async function saidIn(request: Request): Promise<Readonly<Record<string, unknown>>> {
  if (request.headers['Content-Type'] !== 'application/json') return {};
  if (request.headers['Content-Encoding'] !== 'gzip') return objectIn(textOf(request.body));
  const plain = new Response(request.body).body?.pipeThrough(new DecompressionStream('gzip'));
  return objectIn(await new Response(plain).text());
}
