/** Who is on a visit, where it stands on its way to the public, and what was signed. */
import type { InspectionModel } from './inspection_model';
import type { Json, JsonObject } from './json';
import { inOrder, type Known, wallClock, writesOf } from './known_operations';
import { coversHash, idOf, type SignerRole, type Status, typeOf } from './operations';

export type ReviewState = 'in_progress' | 'submitted' | 'returned' | 'approved' | 'published' | 'withdrawn';

export const CLOSED_STATES: ReadonlySet<ReviewState> = new Set(['approved', 'published', 'withdrawn']);

const BEFORE_APPROVAL: Readonly<Record<string, ReviewState>> = {
  submit: 'submitted',
  return: 'returned',
  approve: 'approved',
};
const AFTER_APPROVAL: Readonly<Record<string, ReviewState>> = { publish: 'published', withdraw: 'withdrawn' };

/** The checklist to which the inspection was pinned when it was created. */
export interface ChecklistNamed {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
}

export interface FileNamed {
  readonly sha: string;
  readonly size: number;
  readonly mime: string;
  readonly width?: number;
  readonly height?: number;
}

/** `agrees`: what was signed is what stands now. */
export interface Signature {
  readonly op: string;
  readonly entity: string;
  readonly author: string;
  readonly role: SignerRole;
  readonly recordedAt: string | null;
  readonly covers: string | null;
  readonly agrees: boolean;
  readonly isRefused: boolean;
  readonly objections: string | null;
  readonly file: FileNamed | null;
  readonly status: Status;
}

export interface Quarantined {
  readonly op: string;
  readonly entity: string;
  readonly kind: string;
  readonly fields: readonly { readonly field: string; readonly value: Json }[];
  readonly author: string;
  readonly recordedAt: string | null;
  readonly status: 'quarantine' | 'late';
  readonly reason: string | null;
}

export function leadOf(model: InspectionModel): string | null {
  return model.makersOf(model.own)[0]?.body.usr ?? null;
}

export function membersOf(model: InspectionModel): string[] {
  const lead = leadOf(model);
  if (lead === null) return [];
  const named = model.heads(model.own, 'team').flatMap((head) => (head.value ?? []) as readonly string[]);
  return [...new Set([lead, ...named])].sort();
}

/** Null where the creation names none that can be read. */
export function checklistOf(model: InspectionModel): ChecklistNamed | null {
  const named = model.makersOf(model.own)[0]?.body.chk as JsonObject | undefined;
  const { id, ver, sha } = named ?? {};
  if (typeof id !== 'string' || id === '' || id.length > 64 || id.includes('\0')) return null;
  if (typeof ver !== 'number' || !Number.isInteger(ver) || ver <= 0 || ver >= 2 ** 31) return null;
  if (typeof sha !== 'string' || !/^[0-9a-f]{64}$/.test(sha)) return null;
  return { id, version: ver, sha256: sha };
}

export function reviewStateOf(model: InspectionModel): ReviewState | null {
  if (leadOf(model) === null) return null;
  let state: ReviewState = 'in_progress';
  for (const { body } of actsOf(model)) {
    const acts: Readonly<Record<string, ReviewState>> = CLOSED_STATES.has(state)
      ? AFTER_APPROVAL
      : BEFORE_APPROVAL;
    if (typeOf(body.e) === 'inspection') state = acts[body.k] ?? state;
  }
  return state;
}

export function signaturesOf(model: InspectionModel): Signature[] {
  const covers = new Map<string, string>();
  return actsOf(model)
    .filter(({ body }) => body.k === 'sign')
    .reverse()
    .map(({ body, status }) => {
      if (!covers.has(body.e)) covers.set(body.e, coversOf(model, body.e));
      return {
        op: body.op,
        entity: body.e,
        author: body.usr,
        role: body.role === 'facility_head' ? 'facility_head' : 'inspector',
        recordedAt: wallClock(body),
        covers: typeof body.covers === 'string' ? body.covers : null,
        agrees: body.covers === covers.get(body.e),
        isRefused: body.refused === true,
        objections: typeof body.objections === 'string' ? body.objections : null,
        file: (body.file ?? null) as FileNamed | null,
        status,
      };
    });
}

export function quarantinedOf(model: InspectionModel): Quarantined[] {
  return [...model.setAside.values()]
    .sort(inOrder)
    .reverse()
    .map((known) => ({
      op: known.body.op,
      entity: known.body.e,
      kind: known.body.k,
      fields: writesOf(known.body).map(({ f, val }) => ({ field: f, value: val })),
      author: known.body.usr,
      recordedAt: wallClock(known.body),
      status: known.status as 'quarantine' | 'late',
      reason: known.reason ?? null,
    }));
}

/** Over the heads of the inspection, or of a block: its own, those of its rooms, and of the evidence
 * for answers there; docs/operations.md. */
export function coversOf(model: InspectionModel, scope: string): string {
  const entities = typeOf(scope) === 'block' ? entitiesOfBlock(model, scope) : model.writtenEntities();
  const ops: string[] = [];
  for (const entity of entities) {
    for (const field of model.fieldsOf(entity)) ops.push(...model.seenHeads(entity, field));
  }
  return coversHash(ops);
}

/** By any of the heads where they differ. */
export function isInBlock(model: InspectionModel, room: string, block: string): boolean {
  const said = model.heads(room, 'block');
  if (said.length === 0) return model.parentOf(room) === block;
  return typeOf(block) === 'block' && said.some((head) => head.value === idOf(block));
}

function entitiesOfBlock(model: InspectionModel, block: string): Set<string> {
  const inside = new Set([block]);
  for (const room of model.entities('room')) if (isInBlock(model, room, block)) inside.add(room);
  const evidence = model
    .entities('evidence')
    .filter((entity) =>
      model
        .heads(entity, 'supports')
        .some((head) => (head.value as readonly { place: string }[]).some(({ place }) => inside.has(place))),
    );
  return new Set([...inside, ...evidence]);
}

/** Acts that count, in order of the log, own unsent ones behind. */
export function actsOf(model: InspectionModel): Known[] {
  return [...model.acts.values()].filter((known) => model.counts(known)).sort(inOrder);
}
