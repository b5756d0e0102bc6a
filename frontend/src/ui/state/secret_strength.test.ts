import { expect, it } from 'vitest';
import { strength } from './secret_strength';

it('refuses what is too short', () => {
  expect(strength('pin', '12345')).toBe('too_short');
  expect(strength('pin', '12a456')).toBe('too_short');
  expect(strength('passphrase', 'лес домов')).toBe('too_short');
});

it('calls rows and repetitions guessable, however long', () => {
  for (const pin of ['123456', '987654', '111111', '121212', '123123', '890123']) {
    expect(strength('pin', pin), pin).toBe('guessable');
  }
  expect(strength('passphrase', 'ааааааааааааа')).toBe('guessable');
  expect(strength('passphrase', 'паролькапаролька')).toBe('guessable');
});

it('never calls a PIN strong', () => {
  expect(strength('pin', '483920')).toBe('thief');
  expect(strength('pin', '483920175513')).toBe('laboratory_days');
});

it('calls four different words strong, in any script', () => {
  expect(strength('passphrase', 'қайық терезе бұлт шай')).toBe('strong');
  expect(strength('passphrase', 'correct horse battery staple')).toBe('strong');
  expect(strength('passphrase', 'дом дом дом дом')).not.toBe('strong');
});
