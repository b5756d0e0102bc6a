/** A small visit to begin with, for tests of storage. */
import type { Plan } from '../db/inspections';
import type { Act } from '../domain/operations';

export const PLAN: Plan = {
  facility: 'f-1',
  visitedOn: '2026-11-21',
  isAnnounced: false,
  checklist: { id: 'prison-visit', ver: 7, sha: '5'.repeat(64) },
  blocks: [{ id: 'b-1', name: 'A' }],
  rooms: [
    { id: 'r-1', number: '1', kind: 'cell', block: 'b-1', regime: null, people: null, is_in_use: true },
    { id: 'r-2', number: '2', kind: 'cell', block: null, regime: null, people: null, is_in_use: true },
  ],
};

export function answer(room: string, input: string, value: string): Act {
  return {
    entity: `room:${room}`,
    kind: 'set',
    sets: [{ field: `answer.${input}`, value: { state: 'answered', value } }],
  };
}

/** Evidence that names a file. */
export function attachment(id: string, file: { sha: string; size: number; mime: string }): Act {
  return {
    entity: `evidence:${id}`,
    kind: 'attach',
    sets: [{ field: 'kind', value: 'photo' }],
    more: { type: 'evidence', file: { ...file, width: 4, height: 3 } },
  };
}
