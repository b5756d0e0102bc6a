import { describe, expect, it } from 'vitest';
import { exactFromJson, NotAValue, shortened, valueFromJson, valueToJson } from './answer_values';
import { exactText, Fraction } from './exact';
import type { Json } from './json';
import type { InputKind } from './terms';

describe('values of answers', () => {
  it.each<[InputKind, Json, Json]>([
    ['number', '3.10', '3.1'],
    ['number', '28/9', '28/9'],
    ['number', 3.1, '3.1'],
    ['number', -0.1, '-0.1'],
    ['count', 42, '42'],
    ['yes_no', false, false],
    ['choice', 'window', 'window'],
    ['date', '2026-02-28', '2026-02-28'],
    [
      'rectangles',
      [
        ['4.0', 3],
        ['1', '0.5'],
      ],
      [
        ['4', '3'],
        ['1', '0.5'],
      ],
    ],
  ])('%s: %j comes back as it was meant', (kind, raw, written) => {
    expect(valueToJson(valueFromJson(raw, { kind }))).toEqual(written);
  });

  it.each<[InputKind, Json, string]>([
    ['number', '3,10', 'facts.not_a_number'],
    ['number', true, 'facts.not_a_number'],
    ['number', '1/0', 'facts.not_a_number'],
    ['number', '1'.repeat(31), 'facts.not_a_number'],
    ['count', null, 'facts.not_a_number'],
    ['yes_no', 'yes', 'facts.not_yes_or_no'],
    ['choice', 3, 'facts.not_text'],
    ['date', '2026-02-30', 'facts.not_a_day'],
    ['rectangles', '4x3', 'facts.not_rectangles'],
    ['rectangles', [['4', '3', '2']], 'facts.not_rectangles'],
    ['rectangles', [['4']], 'facts.not_rectangles'],
    ['rectangles', [['4', 'wide']], 'facts.not_a_number'],
  ])('%s: %j is refused', (kind, raw, code) => {
    expect(() => valueFromJson(raw, { kind })).toThrow(expect.objectContaining({ code, name: 'NotAValue' }));
  });

  it('reads a JSON number as the decimal that was written, never as the binary one', () => {
    const written = [0.1, 1e-7, 1.5e-7, 123456.789, 1e21, 999999999999999, -2.5];
    const exact = [
      '0.1',
      '0.0000001',
      '0.00000015',
      '123456.789',
      '1000000000000000000000',
      '999999999999999',
      '-2.5',
    ];
    expect(written.map((raw) => exactText(exactFromJson(raw)))).toEqual(exact);
  });

  it('refuses a JSON number of which the written digits cannot be known', () => {
    for (const raw of [0.1 + 0.2, 2 ** 53 + 2, 1e-31, Number.POSITIVE_INFINITY]) {
      expect(() => exactFromJson(raw)).toThrow(NotAValue);
    }
  });

  it('shortens what stood there so that it fits a sentence, and never cuts a letter in two', () => {
    expect(shortened('😀'.repeat(61))).toBe(`${'😀'.repeat(60)}…`);
    expect(shortened(['a', 1])).toBe('["a",1]');
    expect(valueToJson(Fraction.of(1, 3))).toBe('1/3');
  });
});
