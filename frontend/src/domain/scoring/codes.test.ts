import { describe, expect, it } from 'vitest';
import { isSameCode } from './codes';

describe('codes of people', () => {
  it.each([
    ['i1', 'I1'],
    ['straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['ας', 'ΑΣ'],
    ['ﬁ', 'FI'],
    ['İ', 'i̇'],
    ['тексеруші', 'ТЕКСЕРУШІ'],
  ])('%s and %s are one person', (one, other) => {
    expect(isSameCode(one, other)).toBe(true);
  });

  it.each([
    ['i1', 'i2'],
    ['ı', 'i'],
    ['е1', 'e1'],
  ])('%s and %s are two', (one, other) => {
    expect(isSameCode(one, other)).toBe(false);
  });
});
