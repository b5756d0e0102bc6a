/** The only writer of `env`. What it has resolved is on disk, and nothing else is. */
import { v7 } from 'uuid';
import type { Json, JsonObject } from '../domain/json';
import { BODY_VERSION, type Body, type OperationKind, type Write } from '../domain/operations';
import { dropBallast } from './ballast';
import { headKey, type Place, type Standing, standingIn } from './chain';
import type { Clock } from './clock';
import type { Keys } from './encryption';
import { enveloped, type Prepared, placed, prepared } from './enveloping';
import type { Environment } from './environment';
import { asNotSaved } from './failures';
import { isQuota } from './guarded';
import { NotSaved } from './opened';
import type { EnvelopeRow, Outbox, OutboxDatabase } from './outbox';
import { blobFor } from './photo_rows';
import { type Profile, profileKey } from './profiles';
import { Sealer } from './sealing';
import { useSigningKey } from './signing_keys';

export const MOST_AT_ONCE = 200;
const APPEND_LOCK = 'insp-append';
const STEAL_AFTER_MS = 10_000;
const MOST_TRIES = 20;

/** An act with everything that the tablet must add from what it shows: bases, what was read, checklist. */
export interface Saying {
  readonly entity: string;
  readonly kind: OperationKind;
  readonly sets: readonly Write[];
  readonly more?: JsonObject;
}

export interface Context {
  readonly insp: string;
  readonly seen: JsonObject;
  readonly chk: JsonObject | null;
}

/** An operation that is on disk. */
export interface Committed {
  readonly dev: string;
  readonly seq: number;
  readonly body: Body;
}

/** A file that the operation at this place of its portion names. */
interface Named {
  readonly sha: string;
  readonly place: number;
}

export class Recorder {
  private standing: Standing | null = null;
  private sealer: Sealer | null = null;
  private signsWith: string | null = null;
  private readonly committedListeners = new Set<(insp: string, committed: readonly Committed[]) => void>();
  private readonly roomListeners = new Set<() => void>();

  constructor(
    private readonly environment: Environment,
    private readonly outbox: Outbox,
    private readonly keys: Keys,
    private readonly clock: Clock,
  ) {}

  /** Tells what was recorded through this recorder, at once after its commit. */
  onCommitted(listener: (insp: string, committed: readonly Committed[]) => void): () => void {
    this.committedListeners.add(listener);
    return () => this.committedListeners.delete(listener);
  }

  /** Tells that the device is full and the ballast was given up: no more photographs. */
  onFull(listener: () => void): () => void {
    this.roomListeners.add(listener);
    return () => this.roomListeners.delete(listener);
  }

  /** At most MOST_AT_ONCE acts in one strict transaction, in their order; what noticed a jump of the
   * clock stands before them and is not among the answers. Rejects with NotSaved: nothing was stored. */
  async record(context: Context, sayings: readonly Saying[]): Promise<readonly Committed[]> {
    if (sayings.length > MOST_AT_ONCE) throw new RangeError(`at most ${MOST_AT_ONCE} acts at once`);
    try {
      const usr = (await this.stand()).enrolment.usr;
      const noticed = this.jumpNoticed(context.insp);
      const bodies = [...noticed, ...sayings].map((saying) => this.bodyOf(context, usr, saying));
      const rows = await this.append(bodies.map(prepared), filesNamedBy(bodies));
      const committed = bodies.map((body, i) => ({ ...placeOf(rows[i]), body }));
      for (const listener of this.committedListeners) listener(context.insp, committed);
      return committed.slice(noticed.length);
    } catch (error) {
      throw asNotSaved(error);
    }
  }

  private jumpNoticed(insp: string): Saying[] {
    const jumped = this.clock.jumped();
    if (jumped === 0) return [];
    return [{ entity: `inspection:${insp}`, kind: 'clock', sets: [], more: { jumped_ms: jumped } }];
  }

  private bodyOf(context: Context, usr: string, saying: Saying): Body {
    const { crypto } = this.environment;
    const random = crypto.getRandomValues(new Uint8Array(16));
    return {
      ...saying.more,
      v: BODY_VERSION,
      op: v7({ msecs: Math.max(0, this.environment.now().getTime()), random }),
      insp: context.insp,
      e: saying.entity,
      k: saying.kind,
      usr,
      sets: saying.sets as unknown as Json,
      t: this.clock.times(),
      app: this.environment.app,
      seen: context.seen,
      ...(context.chk === null ? {} : { chk: context.chk }),
    };
  }

  private async append(all: readonly Prepared[], files: readonly Named[]): Promise<EnvelopeRow[]> {
    return this.locked(async () => {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const standing = await this.stand();
        const rows = await this.rowsAt(standing, all);
        if (await this.commitOrDropBallast(standing, rows, files)) {
          const last = rows.at(-1);
          if (last !== undefined) this.standing = { ...standing, head: { seq: last.seq, link: last.link } };
          return rows;
        }
        this.standing = null; // another window was faster
      }
      throw new NotSaved('other_window');
    });
  }

  private rowsAt({ enrolment, head }: Standing, all: readonly Prepared[]): Promise<EnvelopeRow[]> {
    const at = this.environment.now().getTime();
    const sign = (data: Uint8Array<ArrayBuffer>) => this.keys.sign(data);
    const places = placed(enrolment.dev, head, all);
    return enveloped(this.keys, sign, this.sealer, enrolment.dev, at, places);
  }

  private async commitOrDropBallast(
    standing: Standing,
    rows: readonly EnvelopeRow[],
    files: readonly Named[],
  ): Promise<boolean> {
    try {
      return await this.commit(standing, rows, files);
    } catch (error) {
      if (!isQuota(error)) throw error;
      const dropped = await dropBallast(this.outbox);
      for (const listener of this.roomListeners) listener();
      if (!dropped) throw error;
      return this.commit(standing, rows, files);
    }
  }

  /** Inside the transaction nothing but the database may be awaited. Whether the chain stood where it
   * was thought to stand. Done twice, the second time finds its own work. */
  private commit(
    { enrolment, head }: Standing,
    rows: readonly EnvelopeRow[],
    files: readonly Named[],
  ): Promise<boolean> {
    const last = rows.at(-1);
    if (last === undefined) return Promise.resolve(true);
    const tables = ['env', 'kv', ...(files.length > 0 ? ['blob'] : [])];
    return this.outbox.run((db) =>
      db.transaction('rw', tables, async () => {
        const profile = await db.value<Profile>(profileKey(this.keys.profile));
        const now = await db.value<Place>(headKey(enrolment.dev));
        if (profile === undefined || now === undefined) throw new NotSaved('storage_gone');
        if (now.link === last.link) return true;
        if (profile.dev !== enrolment.dev || now.link !== head.link) return false;
        await db.env.bulkAdd(rows);
        await db.kv.put({ k: headKey(enrolment.dev), v: { seq: last.seq, link: last.link } });
        await this.nameFiles(db, files, rows);
        return true;
      }),
    );
  }

  /** No operation ever names bytes that are not here: a sweep may have been faster. */
  private async nameFiles(db: OutboxDatabase, files: readonly Named[], rows: readonly EnvelopeRow[]) {
    for (const { sha, place } of files) {
      const [blob, row] = [await blobFor(db, sha, this.keys.profile), rows[place]];
      if (blob === null) throw new NotSaved('storage_gone');
      if (blob.op === null && row !== undefined) {
        await db.blob.put({ ...blob, op: row.op, seq: row.seq });
      }
    }
  }

  /** Where the chain stands, with the keys that belong there. */
  private async stand(): Promise<Standing> {
    if (this.keys.isDropped) throw new NotSaved('locked');
    this.standing ??= await this.outbox.run(async (db) => {
      const dev = (await db.value<Profile>(profileKey(this.keys.profile)))?.dev ?? null;
      return dev === null ? null : standingIn(db, dev);
    });
    if (this.standing === null) throw new NotSaved('storage_gone');
    const { publicKey, seal } = this.standing.enrolment;
    if (this.signsWith !== publicKey) {
      await useSigningKey(this.outbox, this.keys, publicKey);
      this.signsWith = publicKey;
      this.sealer = seal === null ? null : new Sealer(this.environment.crypto.subtle, seal);
    }
    return this.standing;
  }

  /** A frozen window may hold the lock: it is taken away then. The commit is guarded by itself. */
  private async locked<T>(work: () => Promise<T>): Promise<T> {
    const { locks } = this.environment;
    if (locks === null) return work();
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), STEAL_AFTER_MS);
    let running: Promise<T> | null = null;
    const begin = () => {
      clearTimeout(timer);
      running = work();
      return running;
    };
    try {
      return await locks.request(APPEND_LOCK, { signal: waiting.signal }, begin);
    } catch (error) {
      if (running !== null) return await running; // stolen from this window, which goes on all the same
      if (!waiting.signal.aborted) throw error;
      return await locks.request(APPEND_LOCK, { steal: true }, work);
    } finally {
      clearTimeout(timer);
    }
  }
}

function filesNamedBy(bodies: readonly Body[]): Named[] {
  return bodies.flatMap((body, place) => {
    const sha =
      body.k === 'attach' || body.k === 'sign' ? (body.file as JsonObject | undefined)?.sha : undefined;
    return typeof sha === 'string' ? [{ sha, place }] : [];
  });
}

function placeOf(row: EnvelopeRow | undefined): { dev: string; seq: number } {
  if (row === undefined) throw new NotSaved('unknown');
  return { dev: row.dev, seq: row.seq };
}
