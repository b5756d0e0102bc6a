import { expect, it } from 'vitest';
import { scoringVector } from '../../testing/scoring_vectors';
import { assess } from './assessing';
import { peopleTold } from './remarks';

function toldOf(name: string) {
  const { facts, main, norms, on } = scoringVector(name);
  return assess(facts, main, norms, on).warnings.map(peopleTold);
}

it.each([
  ['one_good_room_of_many.json', { code: 'rooms_short_of_people', counted: '10', present: '500' }],
  ['rooms_in_which_nobody_counted.json', { code: 'rooms_uncounted', counted: '89', present: '100' }],
  ['more_people_in_rooms_than_present.json', { code: 'rooms_over_people', counted: '111', present: '100' }],
])('%s compares the people in the rooms with those present', (name, told) => {
  expect(toldOf(name)).toEqual([told]);
});

it('says nothing of other remarks', () => {
  const others = toldOf('things_to_look_at.json');
  expect(others.length).toBeGreaterThan(0);
  expect(new Set(others)).toEqual(new Set([null]));
});
