/** The form that is measured: `rooms` rooms of 20 questions and some about the facility, all answered. */
import type { Plan } from '../../db/inspections';
import type { Json } from '../../domain/json';
import { type Act, ANSWER } from '../../domain/operations';
import type { ChecklistReference, FacilityReference, KnownRoom, Question } from '../../domain/references';
import { answerTo, chance, FACILITY_ID, inventedFacility } from '../invented_visit';

const ROOM_QUESTIONS = 20;
const KINDS = ['dormitory', 'cell'];

/** The checklist with no more questions than are measured. */
export function cutTo(full: ChecklistReference, facilityQuestions: number): ChecklistReference {
  const of = (place: string, most: number) =>
    full.questions.filter((one) => one.input.place === place).slice(0, most);
  return { ...full, questions: [...of('facility', facilityQuestions), ...of('room', ROOM_QUESTIONS)] };
}

/** Rooms that people sleep in: every question applies in each. */
export function facilityOf(rooms: number, checklist: ChecklistReference): FacilityReference {
  const invented = inventedFacility(rooms, checklist);
  const living = invented.rooms.map(
    (room, at): KnownRoom => ({ ...room, kind: KINDS[at % KINDS.length] ?? 'cell' }),
  );
  return { ...invented, rooms: living };
}

export function planOf(facility: FacilityReference, checklist: ChecklistReference, sha: string): Plan {
  return {
    facility: FACILITY_ID,
    visitedOn: '2026-11-14',
    isAnnounced: false,
    checklist: { id: checklist.id, ver: checklist.version, sha },
    blocks: facility.blocks,
    rooms: facility.rooms,
  };
}

/** One act for each answer, as an inspector would make them. */
export function answersOf(facility: FacilityReference, checklist: ChecklistReference): Act[] {
  const next = chance(11);
  const asked = (place: string) => checklist.questions.filter((one) => one.input.place === place);
  const act = (entity: string, question: Question): Act => {
    const value = { state: 'answered', value: plausible(question, next) } as unknown as Json;
    return { entity, kind: 'set', sets: [{ field: ANSWER + question.input.id, value }] };
  };
  return [
    ...asked('facility').map((question) => act(`facility:${FACILITY_ID}`, question)),
    ...facility.rooms.flatMap((room) => asked('room').map((question) => act(`room:${room.id}`, question))),
  ];
}

function plausible(question: Question, next: () => number): Json {
  return question.input.id === 'persons_slept_last_night'
    ? 1 + Math.floor(next() * 8)
    : answerTo(question, next);
}
