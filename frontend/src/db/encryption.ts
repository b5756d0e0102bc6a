/** Rows at rest: AES-256-GCM under the data key, each bound to its table and key. */
import { NotSaved } from './opened';

export type Bytes = Uint8Array<ArrayBuffer>;

const FORMAT = '1';
const IV_BYTES = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** What an unlocked tablet may do. After `drop` everything asked of it rejects with NotSaved `locked`. */
export class Keys {
  private data: CryptoKey | null;
  private signing: CryptoKey | null = null;

  constructor(
    readonly crypto: Crypto,
    readonly profile: string,
    data: CryptoKey,
  ) {
    this.data = data;
  }

  get isDropped(): boolean {
    return this.data === null;
  }

  /** The data key; non-extractable. Throws NotSaved `locked`. */
  get dek(): CryptoKey {
    if (this.data === null) throw new NotSaved('locked');
    return this.data;
  }

  useForSigning(key: CryptoKey): void {
    this.signing = key;
  }

  drop(): void {
    this.data = this.signing = null;
  }

  /** Raw r||s over the bytes. Rejects with NotSaved `locked` where there is no key. */
  async sign(data: Bytes): Promise<Bytes> {
    if (this.signing === null) throw new NotSaved('locked');
    const made = await this.crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.signing, data);
    return new Uint8Array(made);
  }

  /** `table` and `key` say which row this is; the same must be given to `open`. */
  async close(table: string, key: string, plain: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
    return closeWith(this.crypto, this.dek, `${table}|${key}|${FORMAT}`, plain);
  }

  /** Rejects where the row is not the one it is taken for, or was written under another key. */
  async open(table: string, key: string, row: ArrayBuffer): Promise<Bytes> {
    return openWith(this.crypto, this.dek, `${table}|${key}|${FORMAT}`, row);
  }

  closeText(table: string, key: string, text: string): Promise<ArrayBuffer> {
    return this.close(table, key, encoder.encode(text));
  }

  async openText(table: string, key: string, row: ArrayBuffer): Promise<string> {
    return decoder.decode(await this.open(table, key, row));
  }

  closeJson(table: string, key: string, value: unknown): Promise<ArrayBuffer> {
    return this.closeText(table, key, JSON.stringify(value));
  }

  async openJson<T>(table: string, key: string, row: ArrayBuffer): Promise<T> {
    return JSON.parse(await this.openText(table, key, row)) as T;
  }
}

/** Initialisation vector, then text and tag. */
export async function closeWith(
  crypto: Crypto,
  key: CryptoKey,
  bound: string,
  plain: BufferSource,
): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const additionalData = encoder.encode(bound);
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain);
  const row = new Uint8Array(IV_BYTES + text.byteLength);
  row.set(iv);
  row.set(new Uint8Array(text), IV_BYTES);
  return row.buffer;
}

export async function openWith(
  crypto: Crypto,
  key: CryptoKey,
  bound: string,
  row: ArrayBuffer,
): Promise<Bytes> {
  const iv = new Uint8Array(row, 0, IV_BYTES);
  const additionalData = encoder.encode(bound);
  const text = new Uint8Array(row, IV_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, text));
}

export const utf8 = (text: string): Bytes => encoder.encode(text);
export const utf8Text = (bytes: Uint8Array): string => decoder.decode(bytes);
