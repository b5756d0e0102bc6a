/** Places of a visit by their ids: how they are called, and where their questions are answered. */
import { say, t, word } from '../../../i18n/messages.svelte';
import { firstCriterion } from '../../state/standards';
import type { Visit } from '../../state/visit.svelte';

export function placeName(visit: Visit, place: string): string {
  if (place === visit.facility.facility.id) return t('score.whole_facility');
  const room = `room:${place}`;
  const number = visit.text(room, 'number');
  if (number !== null) {
    const kind = visit.text(room, 'kind') ?? 'other';
    return `${word(`terms.room.${kind}`, kind)} ${number}`;
  }
  return visit.text(`block:${place}`, 'name') ?? place;
}

/** The address behind the hash at which the question stands. */
export function placeLink(visit: Visit, insp: string, place: string, input: string): string {
  if (visit.text(`room:${place}`, 'number') !== null) return `visit/${insp}/room/${place}`;
  if (visit.text(`block:${place}`, 'name') !== null) return `visit/${insp}/questions/block-${place}`;
  const question = visit.questions.get(input);
  const domain = question ? firstCriterion(question, visit.standards)?.domain : undefined;
  return `visit/${insp}/questions${domain ? `/${domain}` : ''}`;
}
