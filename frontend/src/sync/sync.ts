/** Everything that the screens need of the sync floor: `startSync` at each unlock. */
import { type Data, guardedData } from '../db/data';
import type { Session } from '../db/tablet';
import { Engine } from './engine';
import { type EnrolmentCode, type EnrolmentResult, enrol } from './enrolment';
import { exclusiveBy } from './locks';
import type { Disk, World } from './ports';
import { type RescueWanted, rescueFile } from './rescue';
import { Scheduler, type Signals } from './scheduling';
import type { Observable, SyncState } from './state';
import { storedDisk } from './stored/disk';
import type { Send } from './transport';

/** Many records in a row are told once. */
const TELL_AFTER_MS = 250;

/** `isMetered`: whether this line costs money by the byte; null: the browser does not say. */
export interface Around {
  readonly send: Send;
  readonly world: World;
  readonly signals: Signals;
  readonly isMetered: () => boolean | null;
}

export class Sync {
  /** Photographs wait for Wi-Fi; a setting, on by default. */
  filesOnWifiOnly = true;
  readonly engine: Engine;
  private readonly disk: Disk;
  private readonly data: Data;
  private readonly scheduler: Scheduler;
  private readonly submitted = new Set<string>();
  private readonly stops: (() => void)[] = [];
  private stopTelling: (() => void) | null = null;

  constructor(
    private readonly session: Session,
    private readonly around: Around,
  ) {
    const { environment } = session.tablet;
    this.data = guardedData(environment, session.keys.profile);
    this.disk = storedDisk(session, this.data, (insp) => this.submitted.has(insp));
    const exclusive = exclusiveBy(environment.locks);
    this.engine = new Engine({ disk: this.disk, world: around.world, send: around.send, exclusive });
    this.engine.uploader.isHeldBack = () => this.filesOnWifiOnly && around.isMetered() === true;
    this.scheduler = new Scheduler(this.engine, around.signals, around.world);
  }

  get state(): Observable<SyncState> {
    return this.engine.state;
  }

  /** Sends and reads from now on, until `stop`. */
  start(): void {
    this.stops.push(
      this.session.recorder.onCommitted(() => {
        this.scheduler.recorded();
        this.tellSoon();
      }),
      this.session.inspections.onChange(() => void this.readSubmitted()),
    );
    void this.readSubmitted();
    this.scheduler.start();
  }

  /** Before the app locks. A request under way is the last one. */
  stop(): void {
    this.scheduler.stop();
    this.stopTelling?.();
    this.stopTelling = null;
    for (const stop of this.stops) stop();
    this.stops.length = 0;
    void this.engine.stop().then(() => this.data.close());
  }

  /** Resolves when it came to an end, well or not; `state` says which. */
  async syncNow(): Promise<void> {
    await this.scheduler.now();
  }

  /** With a code that was scanned or typed (`readEnrolment`). What was recorded before goes along; the
   * session is to be opened anew after `enrolled`. */
  enrol(code: EnrolmentCode, label: string): Promise<EnrolmentResult> {
    const { send, world } = this.around;
    return enrol({ disk: this.disk, world, send }, code, label);
  }

  /** The file with what the server may not have; null: nothing is held. */
  rescue(wanted: RescueWanted = {}): Promise<File | null> {
    return rescueFile(this.session.tablet.outbox, this.session.keys, new Date(), wanted);
  }

  /** What waits is shown, and noted for the day the storage is lost, long before anything is sent. */
  private tellSoon(): void {
    this.stopTelling ??= this.around.signals.later(TELL_AFTER_MS, () => {
      this.stopTelling = null;
      void this.engine.tell().catch(() => undefined);
    });
  }

  private async readSubmitted(): Promise<void> {
    try {
      const all = await this.session.inspections.listInspections();
      this.submitted.clear();
      for (const { insp, state } of all) if (state !== 'in_progress') this.submitted.add(insp);
    } catch {
      // Locked meanwhile, or the disk is in trouble: the order of sending is a nicety.
    }
  }
}
