import { describe, expect, it } from 'vitest';
import { type ScoringVector, scoringVector, scoringVectors } from '../../testing/scoring_vectors';
import { answersByPlace, type Room } from '../facts';
import { assess } from './assessing';
import { roomSpace } from './live';

function roomNow({ facts, main, on }: ScoringVector, room: Room) {
  const answers = answersByPlace(facts);
  const of = (place: string | null) => answers.get(place ?? '') ?? new Map();
  return roomSpace({
    pack: main,
    facility: facts.facility,
    visitedOn: facts.inspection.visitedOn,
    on,
    room,
    answers: of(room.id),
    blockAnswers: of(room.block),
    facilityAnswers: of(facts.facility.id),
  });
}

const vectors = scoringVectors().filter(({ facts }) => facts.rooms.length > 0);

describe('what one room says while it is filled in', () => {
  it.each(vectors)('$name: levels are those of the whole assessment', (vector) => {
    const whole = assess(vector.facts, vector.main, vector.norms, vector.on);
    for (const room of vector.facts.rooms) {
      for (const now of roomNow(vector, room).criteria) {
        const finding = whole.criteria.get(now.criterion)?.findings.find((f) => f.place === room.id);
        expect(finding?.tier).toBe(now.tier);
        expect(finding?.aggravatedBy).toEqual(now.aggravatedBy);
        expect(finding?.judgement).toMatchObject({ level: now.level, parts: now.parts, why: now.why });
      }
    }
  });

  it.each(vectors)('$name: nothing that has a level is left out', (vector) => {
    const whole = assess(vector.facts, vector.main, vector.norms, vector.on);
    for (const room of vector.facts.rooms) {
      const said = new Set(roomNow(vector, room).criteria.map((now) => now.criterion));
      for (const { criterion, findings } of whole.criteria.values()) {
        const here = findings.find((f) => f.place === room.id);
        expect([criterion, said.has(criterion)]).toEqual([
          criterion,
          (here?.judgement.level ?? null) !== null || said.has(criterion),
        ]);
      }
    }
  });

  it.each(vectors)('$name: space per person is that of the whole assessment', (vector) => {
    const whole = assess(vector.facts, vector.main, vector.norms, vector.on);
    for (const found of whole.personalSpace) {
      const room = vector.facts.rooms.find(({ id }) => id === found.room);
      const now = room && roomNow(vector, room);
      expect(now?.perPersonM2?.toString()).toBe(found.spaceM2PerPerson?.toString());
      expect(now?.persons).toBe(found.persons);
    }
  });

  it('says nothing of a room in which nothing was answered', () => {
    const [vector] = vectors;
    const room = vector?.facts.rooms[0];
    if (vector === undefined || room === undefined) throw new Error('a vector has a room');
    const now = roomNow({ ...vector, facts: { ...vector.facts, answers: [] } }, room);
    expect(now).toMatchObject({ persons: null, spaceM2: null, perPersonM2: null, criteria: [] });
  });

  it('measures a floor before anybody was counted', () => {
    const vector = scoringVector('a_good_facility.json');
    const room = vector.facts.rooms.find(({ kind }) => kind === 'cell') ?? vector.facts.rooms[0];
    if (room === undefined) throw new Error('the good facility has rooms');
    const answers = vector.facts.answers.filter(({ input }) => input !== 'persons_slept_last_night');
    const uncounted = roomNow({ ...vector, facts: { ...vector.facts, answers } }, room);
    expect(uncounted.spaceM2?.sign).toBe(1);
    expect(uncounted.perPersonM2).toBeNull();
  });
});
