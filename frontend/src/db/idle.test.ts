// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { IdleTimer, lockWhenIdle, stillHere } from './idle';

const LIMITS = { idleMs: 180_000, hiddenMs: 60_000 };

afterEach(() => vi.useRealTimers());

test('whoever keeps touching it is not locked out', () => {
  const timer = new IdleTimer(0, LIMITS);
  for (let now = 0; now < 3_600_000; now += 100_000) timer.touched(now);
  expect(timer.isDue(3_600_000)).toBe(false);
});

test('three minutes without a touch lock it, and a touch afterwards does not undo that', () => {
  const timer = new IdleTimer(0, LIMITS);
  expect(timer.isDue(179_999)).toBe(false);
  timer.touched(180_000);
  expect(timer.isDue(180_000)).toBe(true);
});

test('a minute out of sight locks it', () => {
  const timer = new IdleTimer(0, LIMITS);
  timer.hidden(10_000);
  timer.hidden(60_000);
  timer.shown(70_000);
  expect(timer.isDue(70_000)).toBe(true);
});

test('a short look elsewhere does not', () => {
  const timer = new IdleTimer(0, LIMITS);
  timer.hidden(10_000);
  timer.shown(69_999);
  expect(timer.isDue(100_000)).toBe(false);
});

test('a page that nobody touches locks itself once', () => {
  vi.useFakeTimers();
  const lock = vi.fn();
  const stop = lockWhenIdle(document, () => Date.now(), lock, LIMITS);
  vi.advanceTimersByTime(100_000);
  document.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(170_000);
  expect(lock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(20_000);
  expect(lock).toHaveBeenCalledTimes(1);
  stop();
});

test('a page that slept too long is locked by the very touch that wakes it', () => {
  let now = 0;
  const lock = vi.fn();
  lockWhenIdle(document, () => now, lock, LIMITS);
  now = 200_000;
  document.dispatchEvent(new Event('pointerdown'));
  expect(lock).toHaveBeenCalledTimes(1);
});

test('a page that is spoken to is not locked', () => {
  let now = 0;
  const lock = vi.fn();
  const stop = lockWhenIdle(document, () => now, lock, LIMITS);
  for (const minute of [2, 4, 6]) {
    now = minute * 60_000;
    stillHere(document);
  }
  expect(lock).not.toHaveBeenCalled();
  stop();
});
