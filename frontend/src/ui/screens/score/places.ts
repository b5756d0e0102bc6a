/** Places of a visit by their ids: how they are called, and where their questions are answered. */
import { t, word } from '../../../i18n/messages.svelte';
import { aimedAt } from '../../state/places_on_screen';
import { firstCriterion } from '../../state/standards';
import type { Visit } from '../../state/visit.svelte';
import { blockWords } from '../rooms/room_words';

export function placeName(visit: Visit, place: string): string {
  if (place === visit.facility.facility.id) return t('score.whole_facility');
  const room = `room:${place}`;
  const number = visit.text(room, 'number');
  if (number !== null) {
    const kind = visit.text(room, 'kind') ?? 'other';
    return `${word(`terms.room.${kind}`, kind)} ${number}`;
  }
  const block = visit.text(`block:${place}`, 'name');
  return block === null ? place : blockWords(block);
}

/** The address behind the hash at which the question stands. */
export function placeLink(visit: Visit, insp: string, place: string, input: string): string {
  if (visit.text(`room:${place}`, 'number') !== null) return aimedAt(`visit/${insp}/room/${place}`, input);
  if (visit.text(`block:${place}`, 'name') !== null)
    return aimedAt(`visit/${insp}/questions/block-${place}`, input);
  const question = visit.questions.get(input);
  const domain = question ? firstCriterion(question, visit.standards)?.domain : undefined;
  return aimedAt(`visit/${insp}/questions${domain ? `/${domain}` : ''}`, input);
}
