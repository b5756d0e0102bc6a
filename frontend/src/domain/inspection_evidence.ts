/** Evidence and recommendations of an inspection, as facts hold them; twin of
 * domain/inspection_evidence.py. */
import type { Evidence, Recommendation } from './facts';
import type { PlacedHead, Worklist } from './inspection_state';
import type { Json, JsonObject } from './json';
import { pythonMoment } from './moments';
import { ANSWER } from './operations';
import type { EvidenceKind } from './terms';

export const NO_CAPTION = '—';
const KINDS: Readonly<Record<string, EvidenceKind>> = { image: 'photo', audio: 'recording' };

/** Pieces of evidence, and which answers each supports. */
export class Evidenced {
  private readonly used = new Set<string>();

  /** `byAnswer`: entity NUL input -> ids of evidence. */
  constructor(
    readonly items: readonly Evidence[],
    private readonly byAnswer: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** Ids of the evidence for an answer, in order. */
  of(entity: string, input: string): readonly string[] {
    const key = keyOf(entity, input);
    const found = this.byAnswer.get(key);
    if (found === undefined) return [];
    this.used.add(key);
    return found;
  }

  /** Evidence for answers that are not in the facts stays; what it was for is listed. */
  listUnused(work: Worklist): void {
    for (const key of [...this.byAnswer.keys()].sort()) {
      if (this.used.has(key)) continue;
      const [entity = '', input = ''] = key.split('\0');
      const supports = (this.byAnswer.get(key) ?? []).flatMap((evidence) => [
        ...(work.headsOf(`evidence:${evidence}`).get('supports') ?? []),
      ]);
      work.leaveOut(entity, ANSWER + input, supports, 'nothing_supported');
    }
  }
}

/** A picture is public only where nobody objects, and shows a person where anybody says so. */
export function evidenceOf(work: Worklist): Evidenced {
  const items: Evidence[] = [];
  const byAnswer = new Map<string, string[]>();
  for (const { entity, id } of work.entities('evidence')) {
    const file = (work.attribute(entity, 'file') ?? {}) as JsonObject;
    const takenAt = work.attribute(entity, 'taken_at') as string | null;
    items.push({
      id,
      kind: (work.attribute(entity, 'kind') ?? kindOf(file)) as EvidenceKind,
      caption: (work.attribute(entity, 'caption') as string | null) || NO_CAPTION,
      file: null,
      sha256: (file.sha ?? null) as string | null,
      takenAt: takenAt === null ? null : pythonMoment(takenAt),
      showsPerson: said(work, entity, 'shows_person').some(isTrue),
      isPublishable: areAllTrue(said(work, entity, 'is_publishable')),
    });
    enterSupports(byAnswer, id, work.attribute(entity, 'supports'));
  }
  return new Evidenced(items, byAnswer);
}

/** Those that are whole; `criteria` are the ids that the packs in use know. */
export function* recommendationsOf(work: Worklist, criteria: ReadonlySet<string>): Generator<Recommendation> {
  for (const { entity, id } of work.entities('recommendation')) {
    const criterion = work.attribute(entity, 'criterion') as string | null;
    const says = work.attribute(entity, 'says') as string | null;
    const addressedTo = work.attribute(entity, 'addressed_to') as string | null;
    if (criterion === null || says === null || addressedTo === null) {
      work.leaveOut(entity, null, [], 'incomplete');
    } else if (!criteria.has(criterion)) {
      work.leaveOut(entity, 'criterion', said(work, entity, 'criterion'), 'unknown_criterion');
    } else {
      const dueOn = work.attribute(entity, 'due_on') as string | null;
      yield { id, criterion, says, addressedTo, dueOn };
    }
  }
}

function enterSupports(byAnswer: Map<string, string[]>, evidence: string, supports: Json): void {
  for (const one of (supports ?? []) as readonly { place: string; input: string }[]) {
    const key = keyOf(one.place, one.input);
    const supported = byAnswer.get(key);
    if (supported === undefined) byAnswer.set(key, [evidence]);
    else if (!supported.includes(evidence)) supported.push(evidence);
  }
}

/** Neither part can hold a NUL; and NUL sorts before every other sign, as pairs do in Python. */
function keyOf(entity: string, input: string): string {
  return `${entity}\0${input}`;
}

function kindOf(file: JsonObject): EvidenceKind {
  const [family = ''] = String(file.mime ?? '').split('/');
  return KINDS[family] ?? 'document';
}

function said(work: Worklist, entity: string, field: string): readonly PlacedHead[] {
  return work.headsOf(entity).get(field) ?? [];
}

function isTrue(head: PlacedHead): boolean {
  return head.value === true;
}

function areAllTrue(heads: readonly PlacedHead[]): boolean {
  return heads.length > 0 && heads.every(isTrue);
}
