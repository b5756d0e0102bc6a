/** The score of the open inspection, worked out anew in a worker after each change; from the first look at
 * it on, since nobody who measures rooms all morning should pay for it. */
import { getContext, setContext } from 'svelte';
import type { Known } from '../../domain/inspection_model';
import type { AssessmentShape } from '../../domain/scoring/document_shape';
import type { Begin, Explained, FromWorker, MissingAnswer, ToWorker } from '../workers/scoring_messages';
import type { Visit } from './visit.svelte';

const QUIET_MS = 300;
const PORTION = 2000;

export interface ScoringWorker {
  postMessage(message: ToWorker): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export class Scoring {
  document = $state.raw<AssessmentShape | null>(null);
  missing = $state.raw<readonly MissingAnswer[]>([]);
  /** Something was recorded that the figures do not know yet. */
  isBehind = $state(true);
  failure = $state<string | null>(null);
  /** What the criterion rests on that was asked for last. */
  explained = $state.raw<Explained | null>(null);
  private explaining: string | null = null;
  private told = new WeakSet<Known>();
  private untold: readonly Known[] = [];
  private isChanged = true;
  private asked = 0;
  private answered = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private worker: ScoringWorker | null = null;
  private stop = (): void => undefined;

  constructor(
    private readonly visit: Visit,
    private readonly makeWorker: () => ScoringWorker,
  ) {}

  /** Somebody looks at the score. */
  start(): void {
    if (this.worker !== null) return;
    this.stop(); // where it had failed, this waited for a change
    const worker = this.makeWorker();
    this.worker = worker;
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => this.fail(worker, event.message || 'worker');
    worker.postMessage(this.begin());
    this.stop = this.visit.opened.onChange(() => this.soon());
    this.isBehind = true;
    this.tell();
  }

  close(): void {
    clearTimeout(this.timer);
    this.stop();
    this.worker?.terminate();
  }

  /** What broke off in the middle knows half of what it was told: the next change, or the next look,
   * begins with another worker that is told everything. */
  private fail(worker: ScoringWorker, why: string): void {
    if (worker !== this.worker) return;
    this.close();
    this.worker = null;
    this.told = new WeakSet();
    this.isChanged = true;
    this.asked = this.answered = 0;
    this.failure = why;
    this.isBehind = false;
    const stop = this.visit.opened.onChange(() => {
      stop();
      this.start();
    });
    this.stop = stop;
  }

  private begin(): Begin {
    const { facility, is_demo: isDemo } = this.visit.facility;
    const asked = [...this.visit.questions.keys()];
    return {
      kind: 'begin',
      insp: this.visit.insp,
      packs: this.visit.standards.documents,
      facility,
      isDemo,
      asked,
    };
  }

  private soon(): void {
    this.isBehind = true;
    this.isChanged = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), QUIET_MS);
  }

  /** Only what the worker does not know, in portions, so that no frame waits long. */
  private tell(): void {
    if (this.isChanged) this.untold = this.due();
    this.isChanged = false;
    const portion = this.untold.slice(0, PORTION);
    this.untold = this.untold.slice(PORTION);
    const isLast = this.untold.length === 0;
    if (isLast) this.asked += 1;
    for (const known of portion) this.told.add(known);
    // As one text: copying thousands of small objects to another thread costs several times as much.
    this.worker?.postMessage({ kind: 'take', operations: JSON.stringify(portion), isLast });
    if (!isLast) this.timer = setTimeout(() => this.tell(), 0);
  }

  private due(): Known[] {
    const due: Known[] = [];
    for (const known of this.visit.opened.model.known.values()) {
      // Another status or place in the log makes another value, so being the same one is enough.
      if (!this.told.has(known)) due.push(known);
    }
    return due;
  }

  /** Asks for the findings of a criterion; `explained` follows, and is kept in step until another. */
  explain(criterion: string): void {
    this.explaining = criterion;
    this.worker?.postMessage({ kind: 'explain', criterion });
  }

  private receive(said: FromWorker): void {
    if (said.kind === 'explained') {
      if (said.criterion === this.explaining) this.explained = said;
      return;
    }
    this.answered += 1;
    this.isBehind = this.isChanged || this.answered < this.asked;
    if (said.kind === 'not_scored') {
      this.failure = said.why;
      return;
    }
    this.failure = null;
    this.document = said.document;
    this.missing = said.missing;
    if (this.explaining !== null) this.explain(this.explaining);
  }
}

const KEY = Symbol('scoring');
export const provideScoring = (scoring: () => Scoring): (() => Scoring) => setContext(KEY, scoring);

/** For a screen that shows something of the score. */
export function useScoring(): Scoring {
  const scoring = getContext<() => Scoring>(KEY)();
  scoring.start();
  return scoring;
}

export function scoringOf(visit: Visit): Scoring {
  return new Scoring(
    visit,
    () => new Worker(new URL('../workers/scoring.worker.ts', import.meta.url), { type: 'module' }),
  );
}
