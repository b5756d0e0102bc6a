/** The page that is measured: bench.html?rooms=400&questions=150 (docs/benchmarks-tablet.md). A build of
 * its own; no part of it is in the app. */
import '../../ui/fonts.css';
import '../../ui/tokens.css';
import { mount } from 'svelte';
import type { Session } from '../../db/tablet';
import { idOf } from '../../domain/operations';
import { setLanguage } from '../../i18n/messages.svelte';
import { browserSignals } from '../../sync/scheduling';
import { Sync } from '../../sync/sync';
import { browserWorld } from '../../sync/transport';
import { go, startRouting } from '../../ui/router.svelte';
import { OpenVisits } from '../../ui/state/open_visits.svelte';
import { Scoring, type ScoringWorker } from '../../ui/state/scoring.svelte';
import type { Visit } from '../../ui/state/visit.svelte';
import Bench from './Bench.svelte';
import { Form } from './hooks';
import { painted } from './painting';
import { filled, openProfile } from './profile';
import { keepPhotographs, keepPulled, putInBulk, putOneByOne, recordOneByOne } from './storage';

const asked = new URLSearchParams(location.search);
const rooms = Number(asked.get('rooms') ?? 400);
const questions = Number(asked.get('questions') ?? 150);
const scores: number[] = [];

/** The worker tells how long it took: no screen shows that. */
function timedWorker(): ScoringWorker {
  const worker = new Worker(new URL('../../ui/workers/scoring.worker.ts', import.meta.url), {
    type: 'module',
  });
  worker.addEventListener('message', ({ data }) => {
    if (data.kind === 'scored') scores.push(data.tookMs);
  });
  return worker;
}

async function openForm(session: Session): Promise<{ form: Form; visit: Visit }> {
  const insp = await filled(session, rooms, questions, (done, of) => {
    document.title = `${done} / ${of}`;
  });
  const visit = await new OpenVisits(() => session).open(insp);
  if (typeof visit === 'string') throw new Error(visit);
  const scoring = new Scoring(visit, timedWorker);
  go(`visit/${insp}/room/${idOf(visit.opened.model.entities('room')[0] ?? '')}`, true);
  startRouting();
  const target = document.getElementById('app');
  if (target === null) throw new Error('no place to stand in');
  mount(Bench, { target, props: { visit, scoring } });
  return { form: new Form(visit, scoring), visit };
}

/** What a start does before the list of visits stands: all of it but unlocking and drawing. */
async function start(session: Session): Promise<{ listed: number; counted: number }> {
  const list = await session.inspections.listInspections();
  const listed = performance.now();
  const world = browserWorld();
  const send = async () => null;
  const sync = new Sync(session, { send, world, signals: browserSignals(), isMetered: () => null });
  sync.start();
  await sync.syncNow();
  sync.stop();
  const counted = performance.now();
  document.title = `${list.length} visits`;
  return { listed, counted };
}

async function begin() {
  await setLanguage('en');
  const session = await openProfile();
  const storage = {
    put: putOneByOne,
    bulk: putInBulk,
    pull: (count: number) => keepPulled(session, count),
    keepPhotographs: async (count: number) => {
      const [first] = await session.inspections.listInspections();
      if (first !== undefined) await keepPhotographs(session, first.insp, count);
    },
  };
  if (asked.has('start')) return { storage, start: await start(session) };
  const { form, visit } = await openForm(session);
  await form.usable();
  await painted();
  const usable = performance.now();
  await form.settled();
  const [room = ''] = visit.opened.model.entities('room');
  return {
    usable,
    settled: performance.now(),
    score: () => form.scored().then(() => scores.at(-1) ?? null),
    type: (at: number, count: number) => form.type(at, count),
    shown: (at: number) => form.shown(at),
    addRoom: () => form.addRoom(),
    serialise: () => form.serialise(),
    heap: () => (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? null,
    storage: { ...storage, record: (times: number) => recordOneByOne(visit.opened, room, times) },
  };
}

declare global {
  interface Window {
    bench: { ready: Promise<void> } & Partial<Awaited<ReturnType<typeof begin>>>;
  }
}

const bench: Window['bench'] = {
  ready: begin().then((made) => void Object.assign(bench, made)),
};
window.bench = bench;
