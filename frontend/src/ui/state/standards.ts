/** The packs in force at a facility, and the questions by the domains that they feed. */
import type { Json } from '../../domain/json';
import type { Question } from '../../domain/references';
import type { Criterion, DomainOfLife, Pack } from '../../domain/standards';

/** `norms`: packs of national law beside the main one. */
export interface Standards {
  readonly main: Pack;
  readonly norms: readonly Pack[];
  /** The documents that they were read from, the main one first. */
  readonly documents: readonly Json[];
}

export interface QuestionGroup {
  readonly domain: DomainOfLife;
  readonly questions: readonly Question[];
}

/** The criterion that a question is asked for first; null where only the counting of people needs it. */
export function firstCriterion(question: Question, standards: Standards): Criterion | null {
  for (const id of question.feeds) {
    const criterion = standards.main.criteria.get(criterionOf(id, standards));
    if (criterion !== undefined) return criterion;
  }
  return null;
}

/** Whether a critical criterion rests on it directly, or a person's count behind one. */
export function feedsCritical(question: Question, standards: Standards): boolean {
  return question.feeds.some((id) => standards.main.criteria.get(id)?.tier.tier === 'critical');
}

/** Questions by domain, domains and questions in the order in which they are first asked. */
export function grouped(questions: readonly Question[], standards: Standards): QuestionGroup[] {
  const found = new Map<string, Question[]>();
  for (const question of questions) {
    const domain = firstCriterion(question, standards)?.domain ?? '';
    const mine = found.get(domain);
    if (mine === undefined) found.set(domain, [question]);
    else mine.push(question);
  }
  return [...found].flatMap(([id, mine]) => {
    const domain = standards.main.domains.get(id);
    return domain === undefined ? [] : [{ domain, questions: mine }];
  });
}

/** A national norm stands beside a criterion. */
function criterionOf(id: string, standards: Standards): string {
  for (const pack of standards.norms) {
    const norm = pack.norms.get(id);
    if (norm !== undefined) return norm.criterion;
  }
  return id;
}
