/** The one tablet of this page: its state, put together. */
import { browserEnvironment } from '../../db/environment';
import { lockWhenIdle } from '../../db/idle';
import { browserSignals, isMeteredLine } from '../../sync/scheduling';
import type { SyncState } from '../../sync/state';
import { browserWorld, overHttp } from '../../sync/transport';
import { APP } from './app_mark';
import { appearance } from './appearance.svelte';
import { markDemo } from './demo.svelte';
import { inspectionDoors } from './inspection_doors';
import { Inspections } from './inspections.svelte';
import { OpenVisits } from './open_visits.svelte';
import { Session } from './session.svelte';
import { Syncing } from './syncing.svelte';
import { TabletWork } from './tablet_work';
import type { AtRisk } from './updates.svelte';

const HIDDEN_MS = 60_000;
const world = browserWorld();
const around = {
  send: overHttp(location.origin, world),
  world,
  signals: browserSignals(),
  isMetered: isMeteredLine,
};

export const syncing = new Syncing();
const work = new TabletWork(
  browserEnvironment(APP),
  around,
  {
    begun: (_session, doors) => {
      syncing.begin(doors);
      stopOrders = doors.subscribe((state) => {
        heedOrder(state);
        heedArrivals(state);
      });
      stopFollowing = inspections.follow();
      void readDemo();
      watchIdleness();
    },
    ended: () => {
      stopFollowing();
      stopOrders();
      stopIdle();
      syncing.end();
      inspections.forget();
      arrivedAt = null;
      openVisits.forget();
    },
  },
  () => appearance.photosOnWifiOnly,
  () => void session.lock(),
);
export const session = new Session(work, () => {
  // Only where the app starts without a network, and never over words that are on no disk.
  if (!navigator.serviceWorker?.controller || wasDirty) return false;
  location.reload();
  return true;
});
export const inspections = new Inspections(inspectionDoors(() => work.session));
export const openVisits = new OpenVisits(() => work.session);

let wasDirty = false;
session.beforeLock(() => {
  wasDirty = atRisk().isDirty;
});

let arrivedAt: number | null = null;
let isWiping = false;
let stopOrders = (): void => undefined;
let stopFollowing = (): void => undefined;
let stopIdle = (): void => undefined;

/** What would be lost by starting the app anew at this moment. */
export function atRisk(): AtRisk {
  return {
    isDirty: syncing.isStorageGone || (openVisits.current?.hasUnsaved ?? false),
    isSending: syncing.isSending,
    isVisiting: openVisits.current !== null,
    unsent: syncing.unsent,
  };
}

/** A whole exchange may have brought facilities and checklists. */
function heedArrivals({ lastSyncAt }: SyncState): void {
  if (lastSyncAt === null || lastSyncAt === arrivedAt) return;
  arrivedAt = lastSyncAt;
  void readDemo();
  if (inspections.search !== null) void inspections.readReferences();
}

/** A signed order of the server: at once, or when nothing is left to send. */
function heedOrder({ wipe, unsent, blobs, isRunning }: SyncState): void {
  const isDue =
    wipe === 'now' || (wipe === 'after_deposit' && unsent === 0 && blobs.length === 0 && !isRunning);
  if (!isDue || isWiping) return;
  isWiping = true;
  void session.wipe(wipe === 'after_deposit').finally(() => {
    isWiping = false;
  });
}

/** After a change of the settings. */
export function applyHabits(): void {
  work.applyHabits();
  if (session.isOpen) watchIdleness();
}

function watchIdleness(): void {
  stopIdle();
  const limits = { idleMs: appearance.lockMinutes * 60_000, hiddenMs: HIDDEN_MS };
  stopIdle = lockWhenIdle(
    document,
    () => Date.now(),
    () => void session.lock(true),
    limits,
  );
}

async function readDemo(): Promise<void> {
  const facilities = await work.session?.references.facilities().catch(() => []);
  if (facilities !== undefined) markDemo(facilities.some((one) => one.is_demo));
}
