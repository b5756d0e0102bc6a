/** An invented facility with rooms, and a visit that is half done; the same at every call. */
import type { Json } from '../domain/json';
import { ANSWER } from '../domain/operations';
import type {
  AnswerValue,
  ChecklistReference,
  FacilityReference,
  KnownRoom,
  Question,
} from '../domain/references';
import { OpenedInMemory } from './opened_in_memory';

const KINDS = ['dormitory', 'dormitory', 'cell', 'cell', 'cell', 'isolation', 'shower', 'kitchen'];
export const FACILITY_ID = '00000000-0000-7000-8000-00000000fac1';
const BLOCKS = [
  { id: '00000000-0000-7000-8000-0000000000b1', name: 'Корпус 1' },
  { id: '00000000-0000-7000-8000-0000000000b2', name: 'Корпус 2' },
];

/** Small numbers that look like chance and are the same every time. */
export function chance(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export function inventedFacility(rooms: number, checklist: ChecklistReference): FacilityReference {
  const known = inventedRooms(rooms);
  const next = chance(7);
  const answers: Record<string, Record<string, Json>> = {};
  for (const room of known.slice(0, 30)) answers[room.id] = roomAnswers(checklist, next);
  return {
    reference: 1,
    facility: {
      id: FACILITY_ID,
      names: { ru: 'Учреждение ДЕМО-03', kk: 'ДЕМО-03 мекемесі', en: 'Institution DEMO-03' },
      kind: 'colony',
      country: 'KZ',
      region: 'KZ-75',
      codes: ['ДЕМО-03'],
    },
    region_names: { ru: 'Алматы', kk: 'Алматы', en: 'Almaty' },
    is_demo: true,
    capacity: { places: 640, basis: 'design', as_of: '2024-01-01' },
    blocks: BLOCKS,
    rooms: known,
    previous: {
      inspection: '00000000-0000-7000-8000-00000000beef',
      visited_on: '2025-11-03',
      rating: 'poor',
      index: '38',
      answers,
    },
  };
}

export function inventedRooms(count: number): KnownRoom[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `00000000-0000-7000-8000-${String(at + 1).padStart(12, '0')}`,
    number: String(101 + at),
    kind: KINDS[at % KINDS.length] ?? 'cell',
    block: BLOCKS[at < count / 2 ? 0 : 1]?.id ?? null,
    regime: 'sentenced',
    people: 'men',
    is_in_use: true,
  }));
}

export async function inventedVisit(
  checklist: ChecklistReference,
  rooms: number,
  isFilled: boolean,
): Promise<OpenedInMemory> {
  const opened = new OpenedInMemory('00000000-0000-7000-8000-0000000de300');
  const own = `inspection:${opened.insp}`;
  const set = (said: Record<string, Json>) =>
    Object.entries(said).map(([field, value]) => ({ field, value }));
  await opened.record({
    entity: own,
    kind: 'create',
    more: { type: 'inspection', parent: null },
    sets: set({ facility: FACILITY_ID, visited_on: '2026-11-14', is_announced: false }),
  });
  for (const block of BLOCKS) {
    await opened.record({
      entity: `block:${block.id}`,
      kind: 'create',
      more: { type: 'block', parent: own },
      sets: set({ name: block.name }),
    });
  }
  const next = chance(11);
  for (const [at, room] of inventedRooms(rooms).entries()) {
    const entity = `room:${room.id}`;
    await opened.record({
      entity,
      kind: 'create',
      more: { type: 'room', parent: `block:${room.block}` },
      sets: set({
        number: room.number,
        kind: room.kind,
        block: room.block,
        regime: 'sentenced',
        people: 'men',
      }),
    });
    if (!isFilled || at > rooms * 0.6) continue;
    const sets = Object.entries(roomAnswers(checklist, next)).map(([input, value]) => ({
      field: ANSWER + input,
      value: { state: 'answered', value } as unknown as Json,
    }));
    await opened.record({ entity, kind: 'set', sets });
  }
  if (isFilled) {
    for (const question of checklist.questions.filter((one) => one.input.place === 'facility').slice(0, 60)) {
      const value = { state: 'answered', value: answerTo(question, next) } satisfies AnswerValue;
      await opened.record({
        entity: `facility:${FACILITY_ID}`,
        kind: 'set',
        sets: [{ field: ANSWER + question.input.id, value: value as unknown as Json }],
      });
    }
  }
  return opened;
}

function roomAnswers(checklist: ChecklistReference, next: () => number): Record<string, Json> {
  const asked = checklist.questions.filter((one) => one.input.place === 'room');
  return Object.fromEntries(asked.map((question) => [question.input.id, answerTo(question, next)]));
}

export function answerTo(question: Question, next: () => number): Json {
  const { kind, plausible, options, id } = question.input;
  if (id === 'sanitary_annexe_rectangles') return [['1.2', '0.9']];
  switch (kind) {
    case 'yes_no':
      return next() > 0.3;
    case 'choice':
      return options[Math.floor(next() * options.length)]?.id ?? '';
    case 'date':
      return '2026-06-01';
    case 'rectangles':
      return [[(3 + Math.floor(next() * 40) / 10).toString(), (2 + Math.floor(next() * 20) / 10).toString()]];
    default: {
      const [low, high] = plausible ?? ['0', '10'];
      const drawn = Number(low) + next() * Math.min(Number(high) - Number(low), 8);
      return kind === 'count' ? Math.round(drawn) : (Math.round(drawn * 10) / 10).toString();
    }
  }
}
