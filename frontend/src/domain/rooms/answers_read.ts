/** Answers at one place as the rules see them, straight from what stands there; the same reading as of a
 * whole inspection (inspection_facts.ts), for one place and the inputs that are asked for. */
import canonicalize from 'canonicalize';
import { valueFromJson } from '../answer_values';
import type { Answer, Value } from '../facts';
import type { Head } from '../inspection_model';
import { ANSWER, CONFIRMED, idOf } from '../operations';
import type { AnswerValue } from '../references';
import { isSameCode } from '../scoring/codes';
import type { Input } from '../standards';

/** What stands in a field of an entity. */
export type HeadsAt = (entity: string, field: string) => readonly Head[];

/** Equal heads are one answer, different ones several. What is no value of the input is left out. */
export function answersAt(heads: HeadsAt, entity: string, inputs: Iterable<Input>): Answer[] {
  const place = idOf(entity);
  const found: Answer[] = [];
  for (const input of inputs) {
    const standing = heads(entity, ANSWER + input.id);
    if (standing.length === 0) continue;
    const confirmations = heads(entity, CONFIRMED + input.id);
    for (const same of equalOnes(standing)) {
      const answer = answerOf(same, confirmations, place, input);
      if (answer !== null) found.push(answer);
    }
  }
  return found;
}

function answerOf(
  same: readonly Head[],
  confirmations: readonly Head[],
  place: string,
  input: Input,
): Answer | null {
  const [first] = same;
  if (first === undefined) return null;
  const said = first.value as unknown as AnswerValue;
  const value = readValue(said, input);
  if (value === undefined) return null;
  const confirmers = confirmations.filter((one) => confirms(one, same)).map((one) => one.author);
  return {
    input: input.id,
    place,
    state: said.state,
    value,
    grade: said.grade ?? 'A',
    evidence: [],
    observedAt: null,
    recordedBy: first.author,
    confirmedBy: confirmers.sort()[0] ?? null,
    reason: (said.reason as Answer['reason']) ?? null,
    words: said.words ?? null,
  };
}

/** Undefined where what was answered is no answer to this question. */
function readValue(said: AnswerValue, input: Input): Value | null | undefined {
  if (said.state !== 'answered') return null;
  try {
    return valueFromJson(said.value ?? null, input);
  } catch {
    return undefined;
  }
}

function equalOnes(heads: readonly Head[]): readonly (readonly Head[])[] {
  if (heads.length === 1) return [heads];
  const found = new Map<string, Head[]>();
  for (const head of [...heads].sort((one, other) => (one.op < other.op ? -1 : 1))) {
    const key = canonicalize(head.value) ?? 'null';
    found.set(key, [...(found.get(key) ?? []), head]);
  }
  return [...found.values()];
}

/** Only another person can. */
function confirms(confirmation: Head, same: readonly Head[]): boolean {
  const isAnother = same.every((head) => !isSameCode(head.author, confirmation.author));
  return isAnother && same.some((head) => head.op === confirmation.value);
}
