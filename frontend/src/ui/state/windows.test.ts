import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Windows } from './windows.svelte';

const open = new Set<FakeChannel>();

class FakeChannel {
  onmessage: ((event: MessageEvent) => void) | null = null;
  constructor() {
    open.add(this);
  }
  postMessage(data: unknown) {
    if (!open.has(this)) return;
    for (const other of open) if (other !== this) other.onmessage?.({ data } as MessageEvent);
  }
  close() {
    open.delete(this);
  }
}

function window() {
  const channel = new FakeChannel();
  const windows = new Windows(channel as unknown as BroadcastChannel);
  return { windows, channel, stop: windows.start() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  open.clear();
});

it('is silent while it is alone', () => {
  const only = window();
  vi.advanceTimersByTime(60_000);
  expect(only.windows.hasOthers).toBe(false);
});

it('tells both windows of each other, as long as both are open', () => {
  const [first, second] = [window(), window()];
  vi.advanceTimersByTime(60_000);
  expect([first.windows.hasOthers, second.windows.hasOthers]).toEqual([true, true]);
  second.stop();
  vi.advanceTimersByTime(1_500);
  expect(first.windows.hasOthers).toBe(false);
});

it('notices a window that was killed and said no goodbye', () => {
  const [first, second] = [window(), window()];
  second.channel.close();
  second.channel.onmessage = null;
  vi.advanceTimersByTime(12_000);
  expect(first.windows.hasOthers).toBe(false);
});
