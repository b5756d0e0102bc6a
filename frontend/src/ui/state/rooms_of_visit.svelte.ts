/** The rooms of the open visit, their rules and what the walk shows of them; made once for each visit. */
import type { Answer } from '../../domain/facts';
import type { Head } from '../../domain/inspection_model';
import { ANSWER, typeOf } from '../../domain/operations';
import { answersAt, type HeadsAt } from '../../domain/rooms/answers_read';
import type { RoomFields } from '../../domain/rooms/reading';
import { type RoomJudged, RoomRules } from '../../domain/rooms/rules';
import { SAMPLE, type Sample, sampleOf } from '../../domain/sampling_draw';
import type { FacilityKind } from '../../domain/terms';
import { RoomsState } from './rooms.svelte';
import { RoomsWalk } from './rooms_walk.svelte';
import type { Visit } from './visit.svelte';

export class RoomsOfVisit {
  readonly state: RoomsState;
  readonly walk: RoomsWalk;
  private inForce: RoomRules;
  private ruling = $state.raw<RoomRules>() as RoomRules;

  // The visit stands before the draw is derived from it.
  private readonly visit: Visit;

  constructor(visit: Visit) {
    this.visit = visit;
    const { model } = visit.opened;
    this.inForce = this.rulesOn(dayOf(visit));
    this.ruling = this.inForce;
    const heads: HeadsAt = (entity, field) => model.heads(entity, field);
    this.state = new RoomsState(model, (room) => this.judgedBy(this.inForce, room, heads).standing);
    this.walk = new RoomsWalk(this.state, () => this.drawn);
    visit.opened.onChange((entities) => this.changed(entities));
  }

  get rules(): RoomRules {
    return this.ruling;
  }

  /** The draw that stands; null where none was made. */
  get sample(): Sample | null {
    void this.visit.heads(`inspection:${this.visit.insp}`, SAMPLE);
    return sampleOf(this.visit.opened.model);
  }

  /** Ids of the rooms drawn. */
  readonly drawn: ReadonlySet<string> = $derived(new Set(Object.values(this.sample?.rooms ?? {}).flat()));

  /** The room with what is being typed in it. */
  live(room: RoomFields): RoomJudged {
    return this.judgedBy(this.rules, room, (entity, field) => this.liveHeads(entity, field));
  }

  private judgedBy(rules: RoomRules, room: RoomFields, heads: HeadsAt): RoomJudged {
    const answers = [...answersAt(heads, room.entity, rules.inputs.room), ...this.around(rules, room, heads)];
    return rules.judge(room, answers);
  }

  /** What the block and the facility say; the same for many rooms. */
  private around(rules: RoomRules, room: RoomFields, heads: HeadsAt): Answer[] {
    const facility = `facility:${this.visit.facility.facility.id}`;
    const answers = answersAt(heads, facility, rules.inputs.facility);
    if (room.block !== null) answers.push(...answersAt(heads, `block:${room.block}`, rules.inputs.block));
    return answers;
  }

  private liveHeads(entity: string, field: string): readonly Head[] {
    const { visit } = this;
    const heads = visit.heads(entity, field);
    if (!field.startsWith(ANSWER)) return heads;
    const input = field.slice(ANSWER.length);
    const live = visit.liveAnswer(entity, input);
    if (live === undefined || live === visit.answer(entity, input)) return heads;
    const value = live as unknown as Head['value'];
    return [{ op: '', value, author: visit.opened.usr, recordedAt: null, n: null, status: 'own' }];
  }

  private rulesOn(day: string): RoomRules {
    const { standards, checklist, facility } = this.visit;
    const { id, names, kind, country, region, codes } = facility.facility;
    const inspected = { id, names, kind: kind as FacilityKind, country, region, codes };
    return new RoomRules(standards.main, standards.norms, checklist.questions, inspected, day);
  }

  private enforce(rules: RoomRules): void {
    this.inForce = rules;
    this.ruling = rules;
  }

  private changed(entities: ReadonlySet<string>): void {
    if ([...entities].some((entity) => typeOf(entity) === 'inspection')) {
      const day = dayOf(this.visit);
      if (day !== this.inForce.day) this.enforce(this.rulesOn(day));
    }
    this.state.changed(entities);
  }
}

const known = new WeakMap<Visit, RoomsOfVisit>();

/** The same for every screen of the visit. */
export function roomsOf(visit: Visit): RoomsOfVisit {
  const found = known.get(visit);
  if (found !== undefined) return found;
  // Made in a root of its own: what is derived in it outlives the screen that asked first.
  const made: RoomsOfVisit[] = [];
  $effect.root(() => {
    made.push(new RoomsOfVisit(visit));
  });
  const [rooms] = made;
  if (rooms === undefined) throw new Error('the rooms of the visit could not be made');
  known.set(visit, rooms);
  return rooms;
}

/** The visit's own day, or today while nobody has said it. */
function dayOf(visit: Visit): string {
  const said = visit.opened.model.value(`inspection:${visit.insp}`, 'visited_on');
  return typeof said === 'string' ? said : new Date().toLocaleDateString('sv');
}
