import { expect, it } from 'vitest';
import { fixture } from '../../testing/fixtures';
import { placesRequired } from './sampling';

it('asks for the samples that the method names: 16 of 20, 22 of 50, 25 of 100, 27 of 200, all of nine', () => {
  expect([20, 50, 100, 200, 9, 1, 0].map(placesRequired)).toEqual([16, 22, 25, 27, 9, 1, 0]);
});

it('asks for as many places as the server does', () => {
  const known = fixture<{ places_required: readonly number[] }>('lower_cases').places_required;
  expect(known.map((_, places) => placesRequired(places))).toEqual(known);
  expect(known.length).toBeGreaterThan(300);
});
