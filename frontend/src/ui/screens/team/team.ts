/** Who works on a visit, by their codes. The lead alone names them. */
import { isCode } from '../../../domain/inspection_facts';
import type { Json } from '../../../domain/json';
import type { Visit } from '../../state/visit.svelte';

export type CodeProblem = 'not_a_code' | 'already_there';

/** Null: it may be added. What looks like a name never enters the record. */
export function problemOf(code: string, members: readonly string[]): CodeProblem | null {
  if (!isCode(code)) return 'not_a_code';
  return members.some((one) => one.toLowerCase() === code.toLowerCase()) ? 'already_there' : null;
}

/** As the server makes codes (`u_` and twelve letters and digits); any other form may be right, and is
 * more often mistyped. */
export function isUnusual(code: string): boolean {
  return !/^u_([a-z2-7]{12}|demo_[a-z0-9_]+)$/.test(code);
}

/** The whole team as one statement, over everything that was said of it before. True when it is on disk. */
export async function nameTeam(visit: Visit, members: readonly string[]): Promise<boolean> {
  const lead = visit.opened.model.lead();
  const codes = [...new Set([...(lead === null ? [] : [lead]), ...members])].sort();
  return (await visit.say(visit.opened.model.own, 'team', codes as Json)) !== null;
}
