/** What was done on a visit and what is open, in numbers, for the sign-off and the receipt. */
import type { Visit } from '../../state/visit.svelte';

export interface VisitCounts {
  readonly rooms: number;
  readonly roomsSeen: number;
  readonly answers: number;
  readonly openQuestions: number;
  readonly photos: number;
  readonly conflicts: number;
}

export function countsOf(visit: Visit): VisitCounts {
  const { model } = visit.opened;
  const rooms = visit.standing('room');
  const facility = `facility:${visit.facility.facility.id}`;
  const answersAt = (entity: string) =>
    model.fieldsOf(entity).filter((field) => field.startsWith('answer.')).length;
  const inRooms = rooms.map(answersAt);
  const elsewhere = [facility, ...visit.standing('block')].map(answersAt);
  const answers = [...inRooms, ...elsewhere].reduce((sum, one) => sum + one, 0);
  const asked =
    rooms.length * visit.asked('room').length +
    visit.standing('block').length * visit.asked('block').length +
    visit.asked('facility').length;
  return {
    rooms: rooms.length,
    roomsSeen: inRooms.filter((one) => one > 0).length,
    answers,
    openQuestions: Math.max(0, asked - answers),
    photos: visit.standing('evidence').filter((one) => visit.value(one, 'kind') === 'photo').length,
    conflicts: model.conflicts().length,
  };
}
