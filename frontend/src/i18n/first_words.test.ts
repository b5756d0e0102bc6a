import { describe, expect, it } from 'vitest';
import en from './messages/en';
import first from './messages/en/first';
import kk from './messages/kk/first';
import ru from './messages/ru/first';

/** Drawn before the words of all other screens are read. */
const FIRST_SCREENS = [
  'App',
  'NavBar',
  'RoutedScreen',
  'parts/Page',
  'screens/lock/LockFrame',
  'screens/lock/LockScreens',
  'screens/lock/PinPad',
  'screens/lock/SecretField',
  'screens/lock/UnlockScreen',
  'screens/lock/EnrolScreen',
  'screens/lock/ChooseSecret',
  'screens/lock/PersistRefused',
  'screens/lock/StorageLost',
  'screens/today/TodayScreen',
  'screens/today/VisitCard',
];

const sources = import.meta.glob<string>('../ui/**/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const pagesUsed = (screen: string) => {
  const source = sources[`../ui/${screen}.svelte`] ?? '';
  expect(source).not.toBe('');
  return [...source.matchAll(/\b(?:t|word)\(['`](\w+)\./g)].map((found) => found[1]);
};

describe('words of the first screens', () => {
  it.each(FIRST_SCREENS)('%s says nothing that is read later', (screen) => {
    for (const page of pagesUsed(screen)) expect(Object.keys(first)).toContain(page);
  });

  it('are the same pages in every language', () => {
    expect(Object.keys(ru)).toEqual(Object.keys(first));
    expect(Object.keys(kk)).toEqual(Object.keys(first));
  });

  it('leave most words to be read later', () => {
    const size = (pages: object) => JSON.stringify(pages).length;
    expect(size(first)).toBeLessThan(size(en) / 2);
  });
});
