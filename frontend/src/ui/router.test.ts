import { expect, it } from 'vitest';
import { currentPath, matched, startRouting } from './router.svelte';

function at(hash: string): string {
  location.hash = hash;
  const stop = startRouting();
  stop();
  return currentPath();
}

it('reads the path behind the hash, and its parameters', () => {
  expect(at('#/visit/i-1/room/r%201')).toBe('visit/i-1/room/r%201');
  const routes = [{ pattern: 'visit/:insp/room/:room' }];
  expect(matched(routes, currentPath())?.params).toEqual({ insp: 'i-1', room: 'r 1' });
});

it('leads to the first screen where the address cannot be read', () => {
  expect(at('#/visit/%E0%A4%A/rooms')).toBe('today');
});
