/** What the tablet keeps, put together: `openTablet` once at the start, `openSession` at each unlock. */
import { layBallast } from './ballast';
import { Chain, type Enrolled } from './chain';
import { Clock } from './clock';
import { guardedData } from './data';
import type { Keys } from './encryption';
import { beginChain } from './enrolling';
import { bodyOf } from './enveloping';
import type { Environment } from './environment';
import { Inspections } from './inspections';
import type { Around } from './opened_inspection';
import { type EnvelopeRow, guardedOutbox, type Outbox, rowsOfChain } from './outbox';
import type { Effort } from './passphrases';
import { Photos } from './photos';
import { Projection } from './projection';
import { Pulled } from './pulled';
import { Recorder } from './recording';
import { References } from './references';
import { enrollingKey, useSigningKey } from './signing_keys';
import { type StorageFate, storageFate, WatchedFactory } from './storage_loss';
import { Vault } from './vault';
import { Windows } from './windows';

/** What can be done without a secret: unlocking, and sending what is sealed. */
export interface Tablet {
  readonly environment: Environment;
  readonly outbox: Outbox;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly fate: StorageFate;
  /** The browser threw away what was kept here: say so on the whole screen. */
  wasLost(): boolean;
  close(): void;
}

/** Rejects with NotSaved `storage_gone` where the browser gives no database at all. */
export async function openTablet(environment: Environment, effort?: Effort): Promise<Tablet> {
  const watched = new WatchedFactory(environment.indexedDB);
  const within: Environment = { ...environment, indexedDB: watched };
  const outbox = guardedOutbox(within);
  const known = await outbox.run(async (db) => db.isOpen());
  const fate = await storageFate(within, outbox, known ? watched.dataLoss : null);
  const clock = new Clock(within, outbox);
  await clock.load();
  const vault = new Vault(within, outbox, effort);
  const close = () => {
    vault.close();
    outbox.close();
  };
  return { environment: within, outbox, vault, clock, fate, wasLost: () => fate === 'lost', close };
}

/** Everything that an unlocked user does. */
export interface Session {
  readonly tablet: Tablet;
  readonly keys: Keys;
  readonly chain: Chain;
  readonly recorder: Recorder;
  readonly projection: Projection;
  readonly pulled: Pulled;
  readonly inspections: Inspections;
  readonly photos: Photos;
  readonly references: References;
  /** The code of the account; null before the enrolment. */
  readonly usr: string | null;
  /** The public key to enrol with; the same until the enrolment is done. */
  enrollingKey(): Promise<string>;
  /** Begins the chain of a new enrolment. Rejects with NotSaved. Open the session anew afterwards. */
  enrol(enrolled: Enrolled): Promise<void>;
  /** Own operations from `from` on, ready to be sent, at most `limit`. */
  envelopes(from: number, limit: number): Promise<Sendable[]>;
  /** Over the bytes with the device's key: raw r||s. Rejects with NotSaved `locked`. */
  sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** An envelope, and the row that it was made of. */
export interface Sendable {
  readonly row: EnvelopeRow;
  readonly body: string;
}

export async function openSession(tablet: Tablet, keys: Keys): Promise<Session> {
  const { environment, outbox, clock } = tablet;
  const data = guardedData(environment, keys.profile);
  const chain = new Chain(outbox, keys.profile);
  const standing = await chain.standing();
  if (standing !== null) await useSigningKey(outbox, keys, standing.enrolment.publicKey);
  const windows = new Windows(environment, keys.profile);
  const recorder = new Recorder(environment, outbox, keys, clock);
  const projection = new Projection(outbox, data, chain);
  const pulled = new Pulled(data, keys, (insp) => windows.tell({ kind: 'pulled', insp }));
  const usr = standing?.enrolment.usr ?? null;
  const dev = async () => (await chain.standing())?.enrolment.dev ?? null;
  const around: Around = { data, keys, recorder, projection, windows, usr: usr ?? '', dev };
  const inspections = new Inspections(around, outbox, chain, pulled);
  return {
    tablet,
    keys,
    chain,
    recorder,
    projection,
    pulled,
    inspections,
    photos: new Photos(environment, outbox, data, keys, chain),
    references: new References(data, keys),
    usr,
    enrollingKey: () => enrollingKey(outbox, keys),
    enrol: (enrolled) => beginChain(environment, outbox, keys, enrolled),
    envelopes: (from, limit) => envelopes(outbox, chain, keys, from, limit),
    sign: (bytes) => keys.sign(bytes),
    close: async () => {
      await inspections.close();
      windows.close();
      data.close();
    },
  };
}

/** After the first screen stands: what takes a moment and can wait. */
export async function settleIn(session: Session): Promise<void> {
  const { environment, outbox } = session.tablet;
  await session.photos.sweep();
  await layBallast(environment, outbox);
}

async function envelopes(
  outbox: Outbox,
  chain: Chain,
  keys: Keys,
  from: number,
  limit: number,
): Promise<Sendable[]> {
  const dev = (await chain.standing())?.enrolment.dev;
  if (dev === undefined) return [];
  const rows = await outbox.run((db) => rowsOfChain(db, dev, from, from + limit - 1).toArray());
  return Promise.all(rows.map(async (row) => ({ row, body: await bodyOf(keys, row) })));
}
