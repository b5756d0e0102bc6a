import { expect, it } from 'vitest';
import { strength } from './secret_strength';

it('refuses what is too short, and rows and repetitions however long', () => {
  expect(strength('12345')).toBe('too_short');
  expect(strength('дом лес')).toBe('too_short');
  for (const pin of ['123456', '987654', '111111', '121212']) expect(strength(pin), pin).toBe('guessable');
});

it('never calls a PIN strong', () => {
  expect(strength('483920')).toBe('thief');
  expect(strength('483920175513')).toBe('laboratory_days');
});

it('calls four different words strong, in any script', () => {
  expect(strength('қайық терезе бұлт шай')).toBe('strong');
  expect(strength('дом дом дом дом')).not.toBe('strong');
});
