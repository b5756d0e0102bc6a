/** "Same as the room before": which answers may be taken over. Never what is measured or counted: those
 * differ from room to room, and a copied head count would be an invented one. */
import canonicalize from 'canonicalize';
import type { AnswerValue, InputKind, Question } from '../references';

/** Kinds of answers that may be the same in the next room. */
export const COPIED_KINDS: ReadonlySet<InputKind> = new Set<InputKind>(['yes_no', 'choice']);

export interface Copied {
  readonly question: Question;
  readonly value: AnswerValue;
  /** What stands here already and would be replaced. */
  readonly replaces: AnswerValue | null;
}

/** Every value that stands for an input at a place: one, none, or several that differ. */
export type StandingAnswers = (entity: string, input: string) => readonly AnswerValue[];

/** What `to` can take over from `from`, in the order of the questions. Disputed answers are left out on
 * both sides, and so is what is equal already. */
export function copiedAnswers(
  questions: readonly Question[],
  from: string,
  to: string,
  answers: StandingAnswers,
): Copied[] {
  const found: Copied[] = [];
  for (const question of questions) {
    if (!COPIED_KINDS.has(question.input.kind)) continue;
    const theirs = agreed(answers(from, question.input.id));
    const standing = answers(to, question.input.id);
    const own = agreed(standing);
    if (theirs === null || !isFinding(theirs) || (own === null && standing.length > 0)) continue;
    if (own !== null && canonicalize(own) === canonicalize(withoutWords(theirs))) continue;
    found.push({ question, value: withoutWords(theirs), replaces: own });
  }
  return found;
}

/** Seen there, or not applicable; what could not be seen there says nothing of this room. */
function isFinding(answer: AnswerValue): boolean {
  return answer.state === 'answered' || answer.state === 'not_applicable';
}

/** Words were about the other room, but for those without which a reason says nothing. */
function withoutWords(answer: AnswerValue): AnswerValue {
  if (answer.state === 'not_applicable') return answer;
  const { words: _, ...rest } = answer;
  return rest;
}

function agreed(values: readonly AnswerValue[]): AnswerValue | null {
  const [first, ...others] = values;
  if (first === undefined) return null;
  const same = canonicalize(first);
  return others.every((other) => canonicalize(other) === same) ? first : null;
}
