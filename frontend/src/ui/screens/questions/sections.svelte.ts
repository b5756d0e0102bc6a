/** The questions that are asked outside of rooms, in sections: domains of the facility, then blocks. */
import type { Question } from '../../../domain/references';
import { blocksInOrder } from '../../../domain/rooms/order';
import { say } from '../../../i18n/messages.svelte';
import { grouped } from '../../state/standards';
import type { Visit } from '../../state/visit.svelte';
import { blockWords } from '../rooms/room_words';

export interface Section {
  /** Stands in the address: `space`, or `block-<id>`. */
  readonly id: string;
  readonly title: string;
  readonly entity: string;
  readonly questions: readonly Question[];
}

export function sectionsOf(visit: Visit): Section[] {
  const facility = `facility:${visit.facility.facility.id}`;
  const domains = grouped(visit.asked('facility'), visit.standards).map(({ domain, questions }) => ({
    id: domain.id,
    title: say(domain.title),
    entity: facility,
    questions,
  }));
  return [...domains, ...blockSections(visit)];
}

/** Answers in any state count: "could not see" is an answer too. */
export function answeredIn(visit: Visit, section: Section): number {
  return section.questions.filter((one) => visit.answer(section.entity, one.input.id) !== undefined).length;
}

function blockSections(visit: Visit): Section[] {
  const questions = visit.asked('block');
  if (questions.length === 0) return [];
  const blocks = visit.standing('block').map((id) => ({ id, name: visit.text(id, 'name') ?? '–' }));
  return blocksInOrder(blocks).map(({ id, name }) => ({
    id: id.replace(':', '-'),
    title: blockWords(name),
    entity: id,
    questions,
  }));
}
