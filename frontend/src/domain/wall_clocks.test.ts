import { describe, expect, it } from 'vitest';
import { observedAt } from './wall_clocks';

describe('the clock of a tablet', () => {
  it.each([
    ['2026-06-15T09:14:03.120+05:00', '2026-06-15T09:14:03.120000+05:00'],
    ['2026-06-15T09:14:03.120456789Z', '2026-06-15T09:14:03.120456+00:00'],
    ['2026-06-15 09:14-00:00', '2026-06-15T09:14:00+00:00'],
    ['20260615T0914+0530', '2026-06-15T09:14:00+05:30'],
  ])('%s is read as the server reads it', (written, read) => {
    expect(observedAt(written)).toBe(read);
  });

  it.each([
    null,
    '',
    'yesterday',
    '2026-06-15T09:14:03',
    '2026-02-30T09:14Z',
    '2026-06-15T24:00Z',
    '2026-06-15T09:60Z',
  ])('%j is no clock', (written) => {
    expect(observedAt(written)).toBeNull();
  });
});
