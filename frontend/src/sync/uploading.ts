/** Sending files: in pieces, resumed where they broke off, kept until the receipt. */
import { sha256 } from '@noble/hashes/sha2.js';
import { plainB64, textOf } from './encoding';
import type { ChainState, Waiting } from './ports';
import { asksToWait, EMPTY, type Session } from './session';
import { type JsonBody, jsonBody, type Reply, type Request, type Said } from './wire';

/** Browsers send a piece again by themselves where a line that was used before breaks, and tell nobody:
 * so even the largest is small beside what a bad line carries between two breaks. */
export const LARGEST_PIECE = 128 * 1024;
export const SMALLEST_PIECE = 32 * 1024;
export const FIRST_PIECE = 64 * 1024;
/** On a line that is cut again and again, larger pieces would mostly be sent twice. */
const GROWS_AFTER_BYTES = 4 * 1024 * 1024;
const PATH = '/sync/v1/blobs';
const CHUNK_TYPE = 'application/offset+octet-stream';

interface About {
  readonly sha: string;
  readonly length: number;
}

/** What the sync page shows of one file. */
export interface FileState {
  readonly sha: string;
  readonly size: number;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'refused';
}

export class Uploader {
  piece = FIRST_PIECE;
  /** Photographs wait for Wi-Fi where the inspector wants that and the line is known to be metered. */
  isHeldBack: () => boolean = () => false;
  /** For the sync page: bytes that went out, those that were sent twice as well. */
  bytesSent = 0;
  private quietUntilTicks = 0;
  private unbroken = 0;
  private readonly putOff = new Set<string>();

  constructor(private readonly session: Session) {}

  beginRound(): void {
    this.putOff.clear();
  }

  async request(): Promise<Request | null> {
    const chain = await this.session.disk.chain.state();
    // Photographs never delay operations.
    if (chain === null || chain.needsCode || chain.head.seq > chain.acked || this.isHeldBack()) return null;
    if (this.session.isRevoked && this.session.wipe === 'now') return null;
    if (this.session.world.ticks() < this.quietUntilTicks) return null;
    const file = (await this.session.disk.blobs.waiting()).find((one) => !this.putOff.has(one.sha));
    if (file === undefined) return null;
    if (file.upload === null) return this.create(chain, file);
    const path = `${PATH}/${file.upload}`;
    if (file.offset !== null) return this.sendPiece(chain, file, path, file.offset);
    return this.ask(chain, 'offset', 'HEAD', path, EMPTY, { sha: file.sha, length: 0 });
  }

  /** Whether there is network and sense in going on. */
  async receive(request: Request, reply: Reply): Promise<boolean> {
    const { sha } = request.about as About;
    if (asksToWait(reply)) {
      this.quietUntilTicks = this.session.endOfWait(reply); // no room for files: operations go on
      return true;
    }
    const file = await this.find(sha);
    if (file === undefined) return true; // another window was faster
    const said = reply.body.length > 0 ? await this.session.believed(request, reply) : null;
    if (said?.sha === sha && said.is_complete === true) {
      this.session.progress += 1;
      this.noteSuccess(request);
      await this.session.disk.blobs.keepReceipt(sha, textOf(reply.body) ?? '');
      return true;
    }
    if (request.door === 'create' && said !== null && typeof said.upload === 'string') {
      return this.begin(sha, said);
    }
    if (request.door !== 'create' && request.path !== `${PATH}/${file.upload}`) return true; // given up since
    return this.heed(request, reply, file);
  }

  /** No answer came: how much of the piece arrived is to be asked. */
  async broke(request: Request): Promise<void> {
    if (request.door === 'create') return;
    this.shrink();
    const { sha } = request.about as About;
    const file = await this.find(sha);
    if (file !== undefined) await this.session.disk.blobs.keepProgress(sha, file.upload, null);
  }

  async files(): Promise<readonly FileState[]> {
    const waiting = await this.session.disk.blobs.waiting();
    return waiting.map(({ sha, size, upload, offset }) => ({
      sha,
      size,
      sent: offset ?? 0,
      state: this.putOff.has(sha) ? 'refused' : upload === null ? 'waiting' : 'sending',
    }));
  }

  private async begin(sha: string, said: Said): Promise<boolean> {
    const upload = String(said.upload);
    const offset = typeof said.offset === 'number' ? said.offset : null;
    if (!/^[0-9A-Za-z_-]{1,80}$/.test(upload)) this.putOff.add(sha);
    else await this.session.disk.blobs.keepProgress(sha, upload, offset);
    this.session.progress += 1;
    return true;
  }

  private async heed(request: Request, reply: Reply, file: Waiting): Promise<boolean> {
    const { blobs } = this.session.disk;
    const { sha } = file;
    if (await this.tookOffset(request, reply, file)) return true;
    switch (reply.status) {
      case 409:
      case 460:
        await blobs.keepProgress(sha, file.upload, null);
        return true;
      case 404:
      case 410:
      case 422:
        await blobs.keepProgress(sha, null, null);
        if (request.door !== 'chunk') this.putOff.add(sha);
        return true;
      case 413:
        if (this.piece > SMALLEST_PIECE && request.door === 'chunk') this.shrink();
        else this.putOff.add(sha);
        return true;
      case 400:
      case 401:
      case 403:
      case 415:
      case 431:
        this.putOff.add(sha);
        return true;
    }
    if (request.door !== 'create') await blobs.keepProgress(sha, file.upload, null);
    return false;
  }

  /** Whether the reply says how much of the file lies there. */
  private async tookOffset(request: Request, reply: Reply, file: Waiting): Promise<boolean> {
    const told = offsetIn(reply);
    if ((reply.status !== 200 && reply.status !== 204) || request.door === 'create') return false;
    if (told === null || told > file.size) return false;
    if (told > (file.offset ?? -1)) this.session.progress += 1;
    if (request.door === 'chunk') this.noteSuccess(request);
    await this.session.disk.blobs.keepProgress(file.sha, file.upload, told);
    return true;
  }

  private noteSuccess(request: Request): void {
    this.unbroken += request.body.length;
    if (this.unbroken < GROWS_AFTER_BYTES) return;
    this.unbroken = 0;
    this.piece = Math.min(LARGEST_PIECE, this.piece * 2);
  }

  private shrink(): void {
    this.unbroken = 0;
    this.piece = Math.max(SMALLEST_PIECE, this.piece / 4);
  }

  private async find(sha: string): Promise<Waiting | undefined> {
    return (await this.session.disk.blobs.waiting()).find((one) => one.sha === sha);
  }

  private async create(chain: ChainState, file: Waiting): Promise<Request> {
    const { sha, size, insp, mime } = file;
    const nonce = this.session.newNonce();
    const sent = await jsonBody({ sha, size, insp, mime, nonce }, false);
    return this.ask(chain, 'create', 'POST', PATH, sent, { sha, length: 0 }, nonce);
  }

  private async sendPiece(chain: ChainState, file: Waiting, path: string, from: number): Promise<Request> {
    const end = Math.min(file.size, from + this.piece);
    const body = await this.session.disk.blobs.bytes(file.sha, from, end);
    this.bytesSent += body.length;
    const headers = {
      'Content-Type': CHUNK_TYPE,
      'Upload-Offset': String(from),
      'Upload-Checksum': `sha256 ${plainB64(sha256(body))}`,
    };
    return this.ask(chain, 'chunk', 'PATCH', path, { body, headers }, { sha: file.sha, length: body.length });
  }

  private async ask(
    chain: ChainState,
    door: 'create' | 'offset' | 'chunk',
    method: Request['method'],
    path: string,
    sent: JsonBody,
    about: About,
    nonce: string = this.session.newNonce(),
  ): Promise<Request> {
    const headers = { ...sent.headers, 'Tus-Resumable': '1.0.0', 'X-Nonce': nonce };
    return this.session.signed(chain, door, method, path, { body: sent.body, headers }, nonce, about);
  }
}

function offsetIn(reply: Reply): number | null {
  const said = reply.headers['upload-offset'] ?? '';
  return /^\d{1,15}$/.test(said) ? Number(said) : null;
}
