// @vitest-environment node
/** When the engine is asked to work, and when it is left alone. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ending, Engine, Kind } from './engine';
import type { World } from './ports';
import { backOffMs, Scheduler, type Signals } from './scheduling';

class TestSignals implements Signals {
  visible = true;
  timers: { at: number; work: () => void }[] = [];
  listeners: Record<string, () => void> = {};
  counted = 0;
  isVisible = () => this.visible;
  onVisible = (listener: () => void) => this.listen('visible', listener);
  onOnline = (listener: () => void) => this.listen('online', listener);
  later = (ms: number, work: () => void) => {
    const timer = { at: this.counted + ms, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  };

  async pass(ms: number): Promise<void> {
    this.counted += ms;
    const due = this.timers.filter((timer) => timer.at <= this.counted);
    this.timers = this.timers.filter((timer) => timer.at > this.counted);
    for (const { work } of due) work();
    await new Promise((resolve) => setImmediate(resolve));
  }

  private listen(name: string, listener: () => void) {
    this.listeners[name] = listener;
    return () => {
      delete this.listeners[name];
    };
  }
}

let signals: TestSignals;
let asked: Kind[];
let ending: Ending;
let scheduler: Scheduler;

beforeEach(async () => {
  signals = new TestSignals();
  asked = [];
  ending = 'done';
  const engine = {
    session: { quietUntilTicks: 90_000 },
    synchronise: async (kind: Kind) => {
      asked.push(kind);
      return ending;
    },
  } as unknown as Engine;
  const world = { ticks: () => signals.counted, chance: () => 1 } as World;
  scheduler = new Scheduler(engine, signals, world);
  scheduler.start();
  await signals.pass(0);
  asked.length = 0;
});

describe('while all is well', () => {
  it('it looks every minute, and only while it is looked at', async () => {
    await signals.pass(60_000);
    expect(asked).toEqual(['all']);
    signals.visible = false;
    await signals.pass(60_000);
    await signals.pass(60_000);
    expect(asked).toEqual(['all']);
    signals.listeners.visible?.();
    expect(asked).toEqual(['all', 'all']);
  });

  it('a network that appears is used at once', () => {
    signals.listeners.online?.();
    expect(asked).toEqual(['all']);
  });

  it('records in a row go out together, shortly after', async () => {
    for (let count = 0; count < 5; count++) scheduler.recorded();
    await signals.pass(1_999);
    expect(asked).toEqual([]);
    await signals.pass(1);
    expect(asked).toEqual(['own']);
  });

  it('nothing is asked any more once it is stopped', async () => {
    scheduler.recorded();
    scheduler.stop();
    await signals.pass(120_000);
    expect([asked, signals.listeners]).toEqual([[], {}]);
  });
});

describe('after a failure', () => {
  it('it waits 2 s, 4 s, 8 s, at most five minutes', async () => {
    ending = 'broken';
    await signals.pass(60_000);
    for (const seconds of [2, 4, 8, 16]) {
      const before = asked.length;
      await signals.pass(seconds * 1000 - 1);
      expect(asked).toHaveLength(before);
      await signals.pass(1);
      expect(asked).toHaveLength(before + 1);
    }
    expect(backOffMs(30, 1)).toBe(300_000);
    expect(backOffMs(3, 0.25)).toBe(2_000);
  });

  it('a record does not hurry it, a person does', async () => {
    ending = 'broken';
    for (let count = 0; count < 6; count++) await scheduler.now();
    asked.length = 0;
    scheduler.recorded();
    await signals.pass(2_000);
    expect(asked).toEqual([]);
    await scheduler.now();
    expect(asked).toEqual(['urgent']);
  });

  it('a server that asked for time gets it', async () => {
    ending = 'later';
    await signals.pass(60_000);
    asked.length = 0;
    await signals.pass(29_999);
    expect(asked).toEqual([]);
    await signals.pass(1);
    expect(asked).toEqual(['all']);
  });

  it('one that goes well makes it forget the failures', async () => {
    ending = 'broken';
    await scheduler.now();
    ending = 'done';
    await scheduler.now();
    asked.length = 0;
    await signals.pass(59_999);
    expect(asked).toEqual([]);
    await signals.pass(1);
    expect(asked).toEqual(['all']);
  });
});
