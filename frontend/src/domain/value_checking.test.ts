import { describe, expect, it } from 'vitest';
import { Fraction } from './exact';
import { Rectangle, type Value } from './facts';
import type { Input } from './standards';
import type { InputKind } from './terms';
import { unsuitable } from './value_checking';

function asked(kind: InputKind, more: Partial<Input> = {}): Input {
  return { id: 'i', place: 'room', kind, label: {}, unit: null, plausible: null, options: [], ...more };
}

function exact(text: string): Fraction {
  return Fraction.fromText(text);
}

const window = { options: [{ id: 'window', label: {} }] };
const frost = { plausible: [exact('-5'), exact('5')] as const };

describe('values that suit their input', () => {
  it.each<[InputKind, Value, Partial<Input>]>([
    ['number', exact('3.5'), {}],
    ['number', exact('-3.5'), { unit: 'celsius' }],
    ['number', exact('-3.5'), frost],
    ['count', exact('0'), {}],
    ['yes_no', false, {}],
    ['choice', 'window', window],
    ['date', '2026-06-15', {}],
    ['rectangles', [new Rectangle(exact('4'), exact('3'))], {}],
    ['rectangles', [], {}],
  ])('%s: %s is taken', (kind, value, more) => {
    expect(unsuitable(asked(kind, more), value, '2026-06-15')).toBeNull();
  });

  it.each<[InputKind, Value, string, Record<string, string>]>([
    ['number', exact('-3.5'), 'facts.negative', { given: '-3.5' }],
    ['number', true, 'facts.not_a_number', { given: 'true' }],
    ['count', exact('2.5'), 'facts.not_a_count', { given: '2.5' }],
    ['count', exact('-2'), 'facts.negative', { given: '-2' }],
    ['yes_no', 'yes', 'facts.not_yes_or_no', { given: 'yes' }],
    ['choice', 'door', 'facts.not_an_option', { given: 'door', choices: 'window' }],
    ['date', 'soon', 'facts.not_a_day', { given: 'soon' }],
    ['date', '2026-06-16', 'facts.in_the_future', { given: '2026-06-16', visited_on: '2026-06-15' }],
    ['rectangles', 'large', 'facts.not_rectangles', { given: 'large' }],
    ['rectangles', [new Rectangle(exact('4'), exact('0'))], 'facts.side_not_positive', { given: '0' }],
  ])('%s: %s is refused', (kind, value, code, details) => {
    expect(unsuitable(asked(kind, window), value, '2026-06-15')).toEqual({ code, details });
  });
});
