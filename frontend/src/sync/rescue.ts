/** The rescue file (docs/rescue-file.md) from inside the app. public/rescue.js writes the same without
 * the app; a test holds the two together. */
import type { Enrolment } from '../db/chain';
import type { Keys } from '../db/encryption';
import { bodyOf } from '../db/enveloping';
import { type BlobRow, type EnvelopeRow, type Outbox, rowsOfChain } from '../db/outbox';
import { shaOf } from '../db/photo_rows';
import { profilesIn } from '../db/profiles';
import { sealedOnWire } from '../db/sealing';
import { b64 } from '../domain/operations';

const PART_LETTERS = 2_000_000;
const ROWS_AT_ONCE = 200;
const CHAIN = 'chain|';

/** `everything`: also what the server has confirmed. `openly`: where an operation is not sealed to the
 * server, its text is written readably; the inspector must have chosen that. */
export interface RescueWanted {
  readonly everything?: boolean;
  readonly openly?: boolean;
}

interface Counts {
  envelopes: number;
  locked: number;
  blobs: number;
  chunks: number;
}

/** Null where nothing is held that would be written. `keys`: of the unlocked app; null: locked. */
export async function rescueFile(
  outbox: Outbox,
  keys: Keys | null,
  now: Date,
  wanted: RescueWanted = {},
): Promise<File | null> {
  const chains = await chainsIn(outbox, wanted.everything === true);
  const writer = new Writer();
  const certificates = chains.map(({ dev, certificate, signature }) => ({
    dev,
    text: certificate,
    sig: signature,
  }));
  writer.line({ rescue: 1, made_at: now.toISOString(), certificates });
  const counts: Counts = { envelopes: 0, locked: 0, blobs: 0, chunks: 0 };
  for (const chain of chains) await writeChain(outbox, chain, keys, wanted, writer, counts);
  const files = await writeFiles(outbox, wanted.everything === true, writer, counts);
  writer.line({ end: counts });
  if (counts.envelopes + counts.locked + files === 0) return null;
  return writer.file(rescueName(chains[0]?.dev ?? 'tablet', now));
}

export function rescueName(dev: string, now: Date): string {
  const moment = now.toISOString().slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '');
  return `insp-rescue-${dev}-${moment}.txt`;
}

/** A chain that was wrapped anew lies in the newer one too. */
function chainsIn(outbox: Outbox, everything: boolean): Promise<Enrolment[]> {
  return outbox.run(async (db) => {
    const current = new Set((await profilesIn(db)).map((profile) => profile.dev));
    const rows = await db.kv.where('k').startsWith(CHAIN).toArray();
    const chains = rows.map((row) => row.v as Enrolment);
    return chains
      .filter((chain) => everything || current.has(chain.dev))
      .sort((one, other) => (one.dev < other.dev ? -1 : 1));
  });
}

async function writeChain(
  outbox: Outbox,
  chain: Enrolment,
  keys: Keys | null,
  { everything, openly }: RescueWanted,
  writer: Writer,
  counts: Counts,
): Promise<void> {
  const mayOpen = openly === true && keys !== null && keys.profile === chain.profile ? keys : null;
  for (let from = 1; ; from += ROWS_AT_ONCE) {
    const to = from + ROWS_AT_ONCE - 1;
    const rows = await outbox.run((db) => rowsOfChain(db, chain.dev, from, to).toArray());
    for (const row of rows) {
      if (everything !== true && row.st === 2) continue;
      const line = await envelopeLine(row, mayOpen);
      counts['locked' in line ? 'locked' : 'envelopes'] += 1;
      writer.line(line);
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

async function envelopeLine(row: EnvelopeRow, keys: Keys | null): Promise<object> {
  const { dev, seq, prev, link, bh, kid, sig, sealed, own } = row;
  if (sealed !== null) return { dev, seq, prev, bh, kid, ...sealedOnWire(sealed), sig };
  if (keys !== null && own !== null) return { dev, seq, prev, body: await bodyOf(keys, row), sig };
  return { locked: { dev, seq, prev, link, sig } };
}

/** How many files there are, those that cannot be written out as well. */
async function writeFiles(
  outbox: Outbox,
  everything: boolean,
  writer: Writer,
  counts: Counts,
): Promise<number> {
  const keys = await outbox.run((db) => db.blob.toCollection().primaryKeys());
  let files = 0;
  for (const key of keys) {
    const row = await outbox.run((db) => db.blob.get(key));
    if (row === undefined || (everything ? row.st === 2 : row.st !== 0)) continue;
    files += 1;
    await writeFile(outbox, row, writer, counts);
  }
  return files;
}

async function writeFile(outbox: Outbox, row: BlobRow, writer: Writer, counts: Counts): Promise<void> {
  const { size, mime, insp, n, kid, sealKeyWrapped } = row;
  const key = sealKeyWrapped === null ? null : { kid, ...sealedOnWire(sealKeyWrapped) };
  const blob = { sha: shaOf(row.sha), size, mime, insp, chunks: n, key };
  if (key === null) {
    writer.line({ blob, locked: true });
    return;
  }
  counts.blobs += 1;
  for (let chunk = 0; chunk < n; chunk += 1) {
    const kept = await outbox.run((db) => db.chunk.get([row.sha, chunk]));
    if (kept === undefined) continue;
    writer.line({ blob, chunk, data: b64(new Uint8Array(kept.data)) });
    counts.chunks += 1;
  }
}

/** Text that may be larger than memory: portions of it are handed to the browser as they fill. */
class Writer {
  private readonly parts: Blob[] = [];
  private text = '';

  line(value: unknown): void {
    this.text += `${JSON.stringify(value)}\n`;
    if (this.text.length > PART_LETTERS) this.flush();
  }

  file(name: string): File {
    this.flush();
    return new File(this.parts, name, { type: 'text/plain' });
  }

  private flush(): void {
    this.parts.push(new Blob([this.text]));
    this.text = '';
  }
}
