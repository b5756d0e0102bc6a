/** Notes of the team and remarks of reviewers as threads, and what a return opened again; twin of
 * services/reviewing/remarks.py, held to it by tests/vectors/remarks. */
import type { InspectionModel } from './inspection_model';
import { actsOf, isInBlock, reviewStateOf } from './inspection_review';
import { inOrder, type Known, wallClock } from './known_operations';
import { SERVER_DEVICE, typeOf, VOID } from './operations';

/** What a comment is about: an entity (of another comment, whose reply it is), perhaps one field of it,
 * one operation, or the finding of the criterion `c` there. */
export interface About {
  readonly e: string;
  readonly f?: string;
  readonly op?: string;
  readonly c?: string;
}

/** `isBySupervisor`: a device of the server signed it. `reopens`: the entities that were opened again
 * by the return that it came with; empty where it came with none. */
export interface Comment {
  readonly entity: string;
  readonly op: string;
  readonly author: string;
  readonly recordedAt: string | null;
  readonly says: string;
  readonly about: About | null;
  readonly isBySupervisor: boolean;
  readonly reopens: readonly string[];
}

/** A comment that began a thread. `isOvertaken`: what it was said of has been answered anew since.
 * `replies` stand in the order of the log, those to other replies among them. */
export interface Remark extends Comment {
  readonly isTakenBack: boolean;
  readonly isOvertaken: boolean;
  readonly replies: readonly Comment[];
}

/** Comments that stand, replies among them, the oldest first. */
export function commentsOf(model: InspectionModel): Comment[] {
  return everyComment(model).filter(({ entity, says }) => says !== '' && !model.isVoid(entity));
}

/** All threads, those that were taken back as well, in the order of the log. */
export function remarksOf(model: InspectionModel): Remark[] {
  const every = everyComment(model);
  const begun = every.filter((one) => !isReply(one));
  const first = new Map(begun.map(({ entity }) => [entity, entity]));
  const replies = new Map<string, Comment[]>();
  for (const one of every) {
    const target = isReply(one) ? first.get(one.about?.e ?? '') : undefined;
    if (target === undefined) continue;
    first.set(one.entity, target);
    if (!isTakenBack(model, one.entity)) replies.set(target, [...(replies.get(target) ?? []), one]);
  }
  return begun.map((one) => ({
    ...one,
    isTakenBack: isTakenBack(model, one.entity),
    isOvertaken: isOvertaken(model, one.about),
    replies: replies.get(one.entity) ?? [],
  }));
}

export function isReply({ about }: Comment): boolean {
  return about !== null && String(about.e).startsWith('comment:');
}

/** Somebody on the team replied, or the answer is another. */
export function isAnswered({ isOvertaken, replies }: Remark): boolean {
  return isOvertaken || replies.some((reply) => !reply.isBySupervisor);
}

/** A reviewer's remark that stands in the way of the approval. */
export function isOpen(remark: Remark): boolean {
  return isOfReviewer(remark) && !isAnswered(remark);
}

/** A reviewer's remark that was not taken back. */
export function isOfReviewer({ isBySupervisor, isTakenBack }: Remark): boolean {
  return isBySupervisor && !isTakenBack;
}

/** What the last return opened again; the whole inspection unless it named something. Null: it is not
 * with the team on account of a return. */
export function reopenedBy(model: InspectionModel): readonly string[] | null {
  if (reviewStateOf(model) !== 'returned') return null;
  const last = actsOf(model).findLast(({ body }) => body.k === 'return' && typeOf(body.e) === 'inspection');
  return last === undefined ? null : reopensOf(model, last);
}

/** Whether the return left an entity closed. It may be corrected all the same. */
export function isLeftClosed(model: InspectionModel, entity: string): boolean {
  const reopened = reopenedBy(model);
  if (reopened === null || reopened.includes(model.own) || reopened.includes(entity)) return false;
  return typeOf(entity) !== 'room' || !reopened.some((scope) => isInBlock(model, entity, scope));
}

function everyComment(model: InspectionModel): Comment[] {
  const returns = actsOf(model).filter(({ body }) => body.k === 'return');
  const found: { comment: Comment; known: Known }[] = [];
  for (const entity of model.entities('comment')) {
    const known = model.makersOf(entity)[0];
    if (known === undefined) continue;
    const [says, about] = [model.value(entity, 'says'), model.value(entity, 'about')];
    const comment = {
      entity,
      op: known.body.op,
      author: known.body.usr,
      recordedAt: wallClock(known.body),
      says: typeof says === 'string' ? says : '',
      about: isAbout(about) ? about : null,
      isBySupervisor: known.dev.startsWith(SERVER_DEVICE),
      reopens: reopenedWith(model, entity, known, returns),
    };
    found.push({ comment, known });
  }
  return found.sort((one, other) => inOrder(one.known, other.known)).map(({ comment }) => comment);
}

function isAbout(value: unknown): value is About {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTakenBack(model: InspectionModel, entity: string): boolean {
  return Boolean(model.value(entity, VOID));
}

function isOvertaken(model: InspectionModel, about: About | null): boolean {
  if (about?.f === undefined || about.op === undefined) return false;
  return !model.heads(about.e, about.f).some(({ op }) => op === about.op);
}

/** A return names its comments; one that does not came with what its device wrote since the last. */
function reopenedWith(
  model: InspectionModel,
  entity: string,
  comment: Known,
  returns: readonly Known[],
): readonly string[] {
  const naming = returns.find(({ body }) => Array.isArray(body.comments) && body.comments.includes(entity));
  const isRemark = comment.dev.startsWith(SERVER_DEVICE);
  const next = isRemark
    ? returns.find((one) => one.body.comments === undefined && inOrder(comment, one) < 0)
    : undefined;
  const came = naming ?? next;
  return came === undefined ? [] : reopensOf(model, came);
}

function reopensOf(model: InspectionModel, { body }: Known): readonly string[] {
  return Array.isArray(body.reopens) ? (body.reopens as readonly string[]) : [model.own];
}
