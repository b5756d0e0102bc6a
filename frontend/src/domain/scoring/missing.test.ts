import { describe, expect, it } from 'vitest';
import { type ScoringVector, scoringVector, scoringVectors } from '../../testing/scoring_vectors';
import { assess } from './assessing';
import { missingForRating } from './missing';

function missingIn({ facts, main, norms, on }: ScoringVector, asked = new Set(main.inputs.keys())) {
  return missingForRating(assess(facts, main, norms, on), facts, main, asked);
}

const vectors = scoringVectors();

describe('what a rating still waits for', () => {
  it.each(vectors)('$name: nothing that was answered, and critical questions first', (vector) => {
    const missing = missingIn(vector);
    const answered = new Set(
      vector.facts.answers.filter((a) => a.state === 'answered').map((a) => `${a.input} ${a.place}`),
    );
    expect(missing.filter((one) => answered.has(`${one.input} ${one.place}`))).toEqual([]);
    const order = missing.map((one) => Number(one.isCritical));
    expect(order).toEqual([...order].sort((one, other) => other - one));
  });

  it.each(vectors)('$name: each question once, at a place of its own kind', ({ ...vector }) => {
    const missing = missingIn(vector);
    expect(new Set(missing.map((one) => JSON.stringify([one.input, one.place]))).size).toBe(missing.length);
    const rooms = new Set(vector.facts.rooms.map(({ id }) => id));
    const inRooms = missing.filter(({ input }) => vector.main.inputs.get(input)?.place === 'room');
    expect(inRooms.every(({ place }) => rooms.has(place))).toBe(true);
  });

  it('is nothing at a facility where everything was answered', () => {
    expect(missingIn(scoringVector('a_good_facility.json'))).toEqual([]);
  });

  it('is every question of the facility where nothing was looked at', () => {
    const vector = scoringVector('nothing_was_looked_at.json');
    const missing = missingIn(vector);
    expect(missing.length).toBeGreaterThan(0);
    expect(missing[0]?.isCritical).toBe(true);
  });

  it('is no more rooms than the sample still needs', () => {
    const vector = scoringVector('a_sample_too_small.json');
    const { criteria } = assess(vector.facts, vector.main, vector.norms, vector.on);
    const short = [...criteria.values()].filter((one) => one.placesAssessed < one.placesRequired);
    const most = Math.max(...short.map((one) => one.placesRequired - one.placesAssessed));
    for (const input of new Set(missingIn(vector).map((one) => one.input))) {
      const rooms = missingIn(vector).filter((one) => one.input === input);
      expect(rooms.length).toBeLessThanOrEqual(most);
    }
    expect(short.length).toBeGreaterThan(0);
  });

  it('asks only what the checklist has questions for, and nothing that was refused', () => {
    const vector = scoringVector('access_was_refused.json');
    const all = missingIn(vector);
    const refused = vector.facts.answers.filter((answer) => answer.state === 'access_denied');
    expect(refused.length).toBeGreaterThan(0);
    for (const { input, place } of refused) {
      expect(all.some((one) => one.input === input && one.place === place)).toBe(false);
    }
    expect(missingIn(vector, new Set())).toEqual([]);
  });
});
