import { describe, expect, it } from 'vitest';
import { fixture } from '../testing/fixtures';
import { canonicalBytes, canonicalText, sha256Text } from './canonical';
import type { Json } from './json';

interface CanonicalCase {
  readonly value: Json;
  readonly sha256: string;
}

describe('canonical JSON', () => {
  it('has the bytes that the server writes', () => {
    const cases = fixture<{ canonical: readonly CanonicalCase[] }>('lower_cases').canonical;
    expect(cases.map((one) => sha256Text(canonicalBytes(one.value)))).toEqual(cases.map((one) => one.sha256));
    expect(cases.length).toBeGreaterThan(10);
  });

  it('orders keys by code points, where RFC 8785 orders them by UTF-16 units', () => {
    expect(canonicalText({ '😀': 1, '｡': 2, b: 3, a: 4 })).toBe('{"a":4,"b":3,"｡":2,"😀":1}');
  });

  it('escapes only what JSON demands', () => {
    expect(canonicalText('"\\\n\u0001\u007f/é ')).toBe('"\\"\\\\\\n\\u0001\u007f/é "');
    expect(canonicalText([null, true, -0, [], {}])).toBe('[null,true,0,[],{}]');
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the number %s', (number) => {
    expect(() => canonicalText({ a: [number] })).toThrow(TypeError);
  });

  it('refuses half a surrogate pair, in a key as well', () => {
    expect(() => canonicalText(['\ud83d'])).toThrow(TypeError);
    expect(() => canonicalText({ '\ude00': 1 })).toThrow(TypeError);
  });
});
