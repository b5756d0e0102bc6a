import { describe, expect, it } from 'vitest';
import { InspectionModel, type Known } from '../../domain/inspection_model';
import type { FromWorker, ToWorker } from '../workers/scoring_messages';
import { Scoring, type ScoringWorker } from './scoring.svelte';
import type { Visit } from './visit.svelte';

class HeardWorker implements ScoringWorker {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly heard: ToWorker[] = [];

  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.heard.length = 0;
  }
  breaks(): void {
    this.onerror?.({ message: 'out of memory' } as ErrorEvent);
  }
  says(said: FromWorker): void {
    this.onmessage?.({ data: said } as MessageEvent<FromWorker>);
  }
  get takes() {
    return this.heard.flatMap((one) => (one.kind === 'take' ? [one] : []));
  }
}

function operation(n: number): Known {
  const sets = [{ f: 'answer.x', val: n, base: [] }];
  const body = { v: 1, op: `op-${n}`, insp: 'i', e: `room:${n}`, k: 'set' as const, usr: 'u', sets, t: null };
  return { body, status: 'own', n: null, dev: 'd', seq: n };
}

function lookedAt(count: number) {
  const model = new InspectionModel('i');
  model.take(Array.from({ length: count }, (_, n) => operation(n)));
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const opened = {
    model,
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const facility = { facility: {}, is_demo: false };
  const visit = { insp: 'i', opened, facility, questions: new Map(), standards: { documents: [] } };
  const worker = new HeardWorker();
  let made = 0;
  const scoring = new Scoring(visit as unknown as Visit, () => {
    made += 1;
    return worker;
  });
  return { scoring, worker, model, changed, made: () => made };
}

const NOT_YET: FromWorker = { kind: 'not_scored', why: 'no_day' };

describe('the score', () => {
  it('costs nothing until somebody looks at it', () => {
    const { scoring, made } = lookedAt(3);
    expect(made()).toBe(0);
    scoring.start();
    scoring.start();
    expect(made()).toBe(1);
    scoring.close();
  });

  it('is asked for when the last portion of all operations has gone', async () => {
    const { scoring, worker } = lookedAt(4_500);
    scoring.start();
    await expect.poll(() => worker.takes.map((one) => one.isLast)).toEqual([false, false, true]);
    const sent = worker.takes.flatMap((one) => JSON.parse(one.operations) as Known[]);
    expect(new Set(sent.map((one) => one.body.op)).size).toBe(4_500);
    scoring.close();
  });

  it('is behind from a change until the answer to it', async () => {
    const { scoring, worker, model, changed } = lookedAt(1);
    scoring.start();
    worker.says(NOT_YET);
    expect(scoring.isBehind).toBe(false);
    model.take([operation(7)]);
    changed();
    expect(scoring.isBehind).toBe(true);
    await expect.poll(() => worker.takes.length).toBe(2);
    expect(JSON.parse(worker.takes[1]?.operations ?? '')).toHaveLength(1);
    worker.says(NOT_YET);
    expect(scoring.isBehind).toBe(false);
    scoring.close();
  });

  it('is begun anew by the next change once a worker broke off, with all that was recorded', async () => {
    const { scoring, worker, model, changed, made } = lookedAt(3);
    scoring.start();
    worker.breaks();
    expect([scoring.failure, scoring.isBehind, worker.heard.length]).toEqual(['out of memory', false, 0]);
    model.take([operation(7)]);
    changed();
    expect([made(), scoring.isBehind]).toEqual([2, true]);
    expect(JSON.parse(worker.takes[0]?.operations ?? '')).toHaveLength(4);
    worker.says(NOT_YET);
    expect([scoring.failure, scoring.isBehind]).toEqual(['no_day', false]);
    scoring.close();
  });

  it('is begun anew by the next look as well', () => {
    const { scoring, worker, made } = lookedAt(3);
    scoring.start();
    worker.breaks();
    scoring.start();
    expect([made(), worker.takes.length, scoring.isBehind]).toEqual([2, 1, true]);
    scoring.close();
  });
});
