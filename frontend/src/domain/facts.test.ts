import { describe, expect, it } from 'vitest';
import { Fraction } from './exact';
import { answersByPlace, type Facts, makeAnswer, makeRoom, Rectangle, valueKey } from './facts';

const [one, other, elsewhere] = [
  makeAnswer({ input: 'beds', place: 'r1', value: Fraction.of(4) }),
  makeAnswer({ input: 'beds', place: 'r1', value: Fraction.of(5), grade: 'C' }),
  makeAnswer({ input: 'beds', place: 'r2', state: 'access_denied' }),
];
const facts: Facts = {
  facility: { id: 'f', names: {}, kind: 'colony', country: 'KZ', region: null, codes: [] },
  inspection: { id: 'i', visitedOn: '2026-06-15', isAnnounced: null, team: [], checklist: null },
  blocks: [],
  rooms: [makeRoom({ id: 'r1', number: '1', kind: 'cell' })],
  answers: [one, elsewhere, other],
  evidence: [],
  recommendations: [],
  isDemo: false,
  source: null,
  repairs: [],
};

describe('facts', () => {
  it('keep all answers to one input at one place, in the order in which they came', () => {
    const found = answersByPlace(facts);
    expect(found.get('r1')?.get('beds')).toEqual([one, other]);
    expect(found.get('r2')?.get('beds')).toEqual([elsewhere]);
    expect(found.get('r3')).toBeUndefined();
  });

  it('tell values apart exactly where they differ', () => {
    const rectangle = (a: string, b: string) => new Rectangle(Fraction.fromText(a), Fraction.fromText(b));
    expect(valueKey(Fraction.fromText('3.10'))).toBe(valueKey(Fraction.of(31, 10)));
    expect(valueKey([rectangle('4', '3')])).toBe(valueKey([rectangle('4.0', '3')]));
    const different = [
      true,
      false,
      'true',
      'n',
      Fraction.of(1),
      '1',
      [rectangle('4', '3')],
      [rectangle('3', '4')],
      [],
    ];
    expect(new Set(different.map(valueKey)).size).toBe(different.length);
  });
});
