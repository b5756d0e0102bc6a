/** The open inspection for the screens: what they read is read again by itself when it changes. */
import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { v7 } from 'uuid';
import type { OpenedInspection, Recorded } from '../../db/opened';
import { NotSaved } from '../../db/opened';
import type { Head } from '../../domain/inspection_model';
import { type About, type Remark, remarksOf } from '../../domain/inspection_remarks';
import { CLOSED_STATES, type ReviewState } from '../../domain/inspection_review';
import type { Json } from '../../domain/json';
import { type Act, ANSWER, type EntityType, idOf, typeOf } from '../../domain/operations';
import type {
  AnswerValue,
  ChecklistReference,
  FacilityReference,
  PlaceKind,
  Question,
} from '../../domain/references';
import { feedsCritical, type Standards } from './standards';

/** `saved` only when it is on disk. `not_saved` stays until it is recorded after all. */
export type SaveState = 'idle' | 'saving' | 'saved' | NotSaved['code'];

class Typed {
  value = $state.raw<AnswerValue | null>(null);
}

export class Visit {
  readonly questions: ReadonlyMap<string, Question>;
  private readonly versions = new SvelteMap<string, number>();
  private readonly saves = new SvelteMap<string, SaveState>();
  private readonly newest = new Map<string, Act>();
  private readonly typed = new Map<string, Typed>();
  private readonly stop: () => void;
  private readonly supporting = $derived.by(() => this.indexOfEvidence());
  private readonly threads = $derived.by(() => this.readRemarks());
  private readonly standsAt = $derived.by(() => this.readReviewState());

  constructor(
    readonly opened: OpenedInspection,
    readonly facility: FacilityReference,
    readonly checklist: ChecklistReference,
    readonly standards: Standards,
  ) {
    this.questions = new Map(checklist.questions.map((one) => [one.input.id, one]));
    this.stop = opened.onChange((entities) => this.changed(entities));
  }

  get insp(): string {
    return this.opened.insp;
  }

  /** Grows with every change of the inspection, for what depends on all of it. */
  get changes(): number {
    return this.versions.get('*') ?? 0;
  }

  /** What is read of the whole inspection, read again after each change of it. */
  following<T>(read: () => T): T {
    void this.changes;
    return read();
  }

  /** Entities of a kind that were not taken back, in order of their ids. Follows what comes and goes. */
  standing(kind: EntityType): string[] {
    this.versions.get(`*${kind}`);
    return this.opened.model.entities(kind).filter((entity) => !this.opened.model.isVoid(entity));
  }

  heads(entity: string, field: string): readonly Head[] {
    this.versions.get(entity);
    return this.opened.model.heads(entity, field);
  }

  value(entity: string, field: string): Json | undefined {
    return this.heads(entity, field)[0]?.value;
  }

  text(entity: string, field: string): string | null {
    const value = this.value(entity, field);
    return typeof value === 'string' ? value : null;
  }

  answer(entity: string, input: string): AnswerValue | undefined {
    return this.value(entity, ANSWER + input) as unknown as AnswerValue | undefined;
  }

  /** The answer with what is being typed in place of what is recorded: for figures that follow every
   * key. Nothing of it is on disk before `sayAnswer`. */
  liveAnswer(entity: string, input: string): AnswerValue | undefined {
    return this.typedAt(entity, input).value ?? this.answer(entity, input);
  }

  /** What stands in a field now; null when it is recorded, or no value at all. */
  setTyped(entity: string, input: string, value: AnswerValue | null): void {
    this.typedAt(entity, input).value = value;
  }

  /** Evidence for one answer, in the order in which it was made. */
  evidenceFor(entity: string, input: string): readonly string[] {
    return this.supporting.get(`${entity}\0${input}`) ?? [];
  }

  /** What was answered there at the last visit; undefined where nothing was. */
  before(entity: string, input: string): Json | undefined {
    return this.facility.previous?.answers[idOf(entity)]?.[input];
  }

  /** Questions asked at places of this kind, in the order of the walk. */
  asked(kind: PlaceKind): Question[] {
    return this.checklist.questions.filter((one) => one.input.place === kind);
  }

  /** Whether a critical criterion rests on it: then "does not apply" needs a second person. */
  isCritical(question: Question): boolean {
    return feedsCritical(question, this.standards);
  }

  /** Notes and remarks with what was replied, those that were taken back as well; the oldest first. */
  get remarks(): readonly Remark[] {
    return this.threads;
  }

  /** Where it stands on its way to the public; null: its creation has not arrived. */
  get reviewState(): ReviewState | null {
    return this.standsAt;
  }

  /** It was approved: what is recorded from then on is an addendum. */
  get isClosed(): boolean {
    return this.standsAt !== null && CLOSED_STATES.has(this.standsAt);
  }

  saveState(entity: string, field: string): SaveState {
    return this.saves.get(`${entity}\0${field}`) ?? 'idle';
  }

  /** Records one field; the state of saving shows what came of it. Never throws. `seen`: what was on the
   * screen when the words were begun; left out: what is there now. */
  async say(entity: string, field: string, value: Json, seen?: readonly string[]): Promise<Recorded | null> {
    const write = seen === undefined ? { field, value } : { field, value, seen };
    return this.act({ entity, kind: 'set', sets: [write] });
  }

  async sayAnswer(
    entity: string,
    input: string,
    value: AnswerValue,
    seen?: readonly string[],
  ): Promise<Recorded | null> {
    return this.say(entity, ANSWER + input, value as unknown as Json, seen);
  }

  /** A note, a remark, or the reply to one (`about` another comment). */
  async comment(about: About, says: string): Promise<Recorded | null> {
    const sets = [
      { field: 'says', value: says, base: [] },
      { field: 'about', value: { ...about } as Json, base: [] },
    ];
    const more = { type: 'comment', parent: `inspection:${this.insp}` };
    return this.act({ entity: `comment:${v7()}`, kind: 'comment', sets, more });
  }

  /** Ids of what stands in a field now. */
  standingIn(entity: string, field: string): string[] {
    return this.heads(entity, field).map((head) => head.op);
  }

  /** Records any act; null where it was not saved, which its fields then show in red. */
  async act(act: Act): Promise<Recorded | null> {
    const keys = (act.sets ?? []).map((one) => `${act.entity}\0${one.field}`);
    for (const key of keys) {
      this.saves.set(key, 'saving');
      this.newest.set(key, act);
    }
    try {
      const recorded = await this.opened.record(act);
      this.note(keys, act, 'saved');
      return recorded;
    } catch (error) {
      this.note(keys, act, error instanceof NotSaved ? error.code : 'unknown');
      return null;
    }
  }

  /** Whether anything on the screen is not on disk. */
  get hasUnsaved(): boolean {
    return [...this.saves.values()].some((state) => state !== 'idle' && state !== 'saved');
  }

  close(): void {
    this.stop();
    this.opened.close();
  }

  /** A box of its own for each field, so that a key wakes nobody but the readers of its field. */
  private typedAt(entity: string, input: string): Typed {
    const key = `${entity}\0${input}`;
    const known = this.typed.get(key);
    if (known !== undefined) return known;
    const box = new Typed();
    this.typed.set(key, box);
    return box;
  }

  /** A field of which a newer act is on its way to the disk is not saved by an older one. */
  private note(keys: readonly string[], act: Act, state: SaveState): void {
    for (const key of keys) if (this.newest.get(key) === act) this.saves.set(key, state);
  }

  private readRemarks(): readonly Remark[] {
    this.versions.get('*comment');
    this.versions.get('*inspection'); // a return tells what its remarks opened again
    const found = remarksOf(this.opened.model);
    for (const { about } of found) if (about !== null) this.versions.get(about.e);
    return found;
  }

  private readReviewState(): ReviewState | null {
    this.versions.get('*inspection');
    return this.opened.model.reviewState();
  }

  private indexOfEvidence(): ReadonlyMap<string, string[]> {
    const index = new Map<string, string[]>();
    for (const evidence of this.standing('evidence')) {
      const supports = (this.value(evidence, 'supports') ?? []) as readonly {
        place: string;
        input: string;
      }[];
      for (const { place, input } of supports) {
        const key = `${place}\0${input}`;
        index.set(key, [...(index.get(key) ?? []), evidence]);
      }
    }
    return index;
  }

  private changed(entities: ReadonlySet<string>): void {
    const kinds = new Set<string>(['*']);
    for (const entity of entities) {
      this.versions.set(entity, (this.versions.get(entity) ?? 0) + 1);
      kinds.add(`*${typeOf(entity)}`);
    }
    for (const kind of kinds) this.versions.set(kind, (this.versions.get(kind) ?? 0) + 1);
  }
}

const KEY = Symbol('visit');
export const provideVisit = (visit: () => Visit): (() => Visit) => setContext(KEY, visit);
export const useVisit = (): Visit => getContext<() => Visit>(KEY)();
