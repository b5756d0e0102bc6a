/** The questions of a room in groups, in the order in which one goes about a room: first who sleeps there
 * and what is measured, then domain by domain. */
import type { Question } from '../references';
import { ANNEXE_RECTANGLES, HEAD_COUNT, ROOM_RECTANGLES } from '../scoring/known_inputs';
import { COPIED_KINDS } from './copying';

export interface QuestionGroup {
  /** `measures`, or the id of a domain; empty where the questions feed none. */
  readonly id: string;
  readonly questions: readonly Question[];
}

export const MEASURES_GROUP = 'measures';

const FIRST = [
  HEAD_COUNT,
  ROOM_RECTANGLES,
  ANNEXE_RECTANGLES,
  'ceiling_height_m',
  'wall_distance_m',
  'beds_in_room',
  'bed_footprints',
  'bunk_tiers',
];

/** `domainOf`: of the first criterion that a question feeds. What is counted and measured in the domain of
 * the head count comes first and is never copied; groups and questions else keep their order. */
export function roomGroups(
  questions: readonly Question[],
  domainOf: (question: Question) => string,
): QuestionGroup[] {
  const counting = questions.find((one) => one.input.id === HEAD_COUNT);
  const measured = counting === undefined ? null : domainOf(counting);
  const groups = new Map<string, Question[]>([[MEASURES_GROUP, []]]);
  for (const question of questions) {
    const domain = domainOf(question);
    const isMeasure = domain === measured && !COPIED_KINDS.has(question.input.kind);
    const id = isMeasure || FIRST.includes(question.input.id) ? MEASURES_GROUP : domain;
    groups.set(id, [...(groups.get(id) ?? []), question]);
  }
  groups.get(MEASURES_GROUP)?.sort((one, other) => placeOf(one) - placeOf(other));
  return [...groups].filter(([, mine]) => mine.length > 0).map(([id, mine]) => ({ id, questions: mine }));
}

function placeOf(question: Question): number {
  const at = FIRST.indexOf(question.input.id);
  return at < 0 ? FIRST.length : at;
}
