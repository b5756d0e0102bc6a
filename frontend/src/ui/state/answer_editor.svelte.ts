/** One question at one place, while it is being answered. */
import type { Recorded } from '../../db/opened';
import { Fraction } from '../../domain/exact';
import type { Json } from '../../domain/json';
import { ANSWER, CONFIRMED } from '../../domain/operations';
import type { AnswerValue, Question } from '../../domain/references';
import { decimal, fromTyped } from '../../i18n/formats';
import { Typing } from './typing.svelte';
import type { SaveState, Visit } from './visit.svelte';

/** The words of an answer are a draft of their own while they are written. */
const WORDS = '#words';

export class AnswerEditor {
  readonly typing: Typing;
  /** The words beside the answer. */
  readonly words: Typing;
  private acting: Promise<unknown> | null = null;
  private notSaved: (() => Promise<Recorded | null>) | null = null;

  constructor(
    private readonly visit: Visit,
    private readonly entity: string,
    readonly question: Question,
  ) {
    const field = this.field;
    this.typing = new Typing({
      recorded: () => this.recordedText(),
      standing: () => visit.standingIn(entity, field),
      record: (typed, seen) => this.recordTyped(typed, seen),
      follow: (typed) => this.follow(typed),
      keepDraft: (draft) => visit.opened.keepDraft(entity, field, draft),
      draft: () => visit.opened.draft(entity, field),
    });
    this.words = new Typing({
      recorded: () => this.answer?.words ?? '',
      standing: () => visit.standingIn(entity, field),
      record: async (typed, seen) => (await this.amend({ words: typed.trim() }, seen)) !== null,
      keepDraft: (draft) => visit.opened.keepDraft(entity, field + WORDS, draft),
      draft: () => visit.opened.draft(entity, field + WORDS),
    });
  }

  get field(): string {
    return ANSWER + this.question.input.id;
  }

  /** What is recorded. */
  get answer(): AnswerValue | undefined {
    return this.visit.answer(this.entity, this.question.input.id);
  }

  /** What is recorded or typed, whichever is newer. */
  get live(): AnswerValue | undefined {
    return this.visit.liveAnswer(this.entity, this.question.input.id);
  }

  /** A tick is for what stands in the fields, not for what stood there a key ago. */
  get saveState(): SaveState {
    const state = this.visit.saveState(this.entity, this.field);
    return state === 'saved' && (this.typing.isDirty || this.words.isDirty) ? 'idle' : state;
  }

  /** What was typed is no value of this question. */
  get isWrong(): boolean {
    return this.typing.isDirty && this.typing.text.trim() !== '' && this.valueOf(this.typing.text) === null;
  }

  /** Outside of the usual: to be kept if right, with words. */
  get isImplausible(): boolean {
    const range = this.question.input.plausible;
    const value = this.live?.value;
    if (range === null || this.live?.state !== 'answered') return false;
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const exact = Fraction.fromText(String(value));
    return exact.compare(Fraction.fromText(range[0])) < 0 || exact.compare(Fraction.fromText(range[1])) > 0;
  }

  get needsWords(): boolean {
    return this.isImplausible && !this.answer?.words;
  }

  /** Records a value that was chosen, not typed. Grade and words of the answer before are kept. */
  choose(value: Json, seen?: readonly string[]): Promise<Recorded | null> {
    return this.say({ state: 'answered', value }, seen);
  }

  say(
    change: Partial<AnswerValue> & { state: AnswerValue['state'] },
    seen?: readonly string[],
  ): Promise<Recorded | null> {
    return this.inTurn(() => {
      const { grade, words } = this.answer ?? {};
      const kept = { ...(grade ? { grade } : {}), ...(words ? { words } : {}) };
      return this.visit.sayAnswer(this.entity, this.question.input.id, tidied({ ...kept, ...change }), seen);
    });
  }

  /** Adds to the answer that stands: its grade, reason or words. */
  amend(
    change: Partial<Record<keyof AnswerValue, string | undefined>>,
    seen?: readonly string[],
  ): Promise<Recorded | null> {
    return this.inTurn(() => {
      const said = { state: 'not_assessed', ...this.answer, ...change } as AnswerValue;
      return this.visit.sayAnswer(this.entity, this.question.input.id, tidied(said), seen);
    });
  }

  /** Records once more what did not reach the disk. */
  async retry(): Promise<void> {
    const { notSaved } = this;
    if (this.typing.isDirty || this.words.isDirty) {
      await this.words.commit();
      await this.typing.commit();
    } else if (notSaved !== null) await this.inTurn(notSaved);
  }

  /** A second person says that the answer of somebody else is right. */
  confirm(): Promise<unknown> {
    const head = this.visit.heads(this.entity, this.field)[0];
    if (head === undefined) return Promise.resolve(null);
    return this.visit.say(this.entity, CONFIRMED + this.question.input.id, head.op);
  }

  private recordedText(): string {
    const answer = this.answer;
    if (answer?.state !== 'answered' || answer.value === undefined) return '';
    if (this.question.input.kind !== 'rectangles') return decimal(String(answer.value));
    return (answer.value as readonly (readonly string[])[])
      .map(([length = '', width = '']) => `${decimal(length)} x ${decimal(width)}`)
      .join('\n');
  }

  private async recordTyped(typed: string, seen: readonly string[]): Promise<boolean> {
    if (typed.trim() === '') {
      if (this.answer?.state !== 'answered') return true;
      return (await this.say({ state: 'not_assessed' }, seen)) !== null;
    }
    const value = this.valueOf(typed);
    return value !== null && (await this.choose(value, seen)) !== null;
  }

  /** One after the other: each begins from the answer that the one before it left. */
  private inTurn(act: () => Promise<Recorded | null>): Promise<Recorded | null> {
    const run = async () => {
      const recorded = await act();
      this.notSaved = recorded === null ? act : null;
      return recorded;
    };
    const mine = this.acting === null ? run() : this.acting.then(run);
    this.acting = mine;
    return mine.finally(() => {
      if (this.acting === mine) this.acting = null;
    });
  }

  private follow(typed: string | null): void {
    const value = typed === null ? null : this.valueOf(typed);
    const live = value === null ? null : ({ ...this.answer, state: 'answered', value } as AnswerValue);
    this.visit.setTyped(this.entity, this.question.input.id, live);
  }

  private valueOf(typed: string): Json | null {
    switch (this.question.input.kind) {
      case 'count': {
        const number = fromTyped(typed);
        return number !== null && /^\d+$/.test(number) ? Number(number) : null;
      }
      case 'rectangles':
        return rectanglesOf(typed);
      default:
        return fromTyped(typed);
    }
  }
}

function rectanglesOf(typed: string): Json | null {
  const pairs = typed.split('\n').map((line) => line.split('x').map((part) => fromTyped(part)));
  const isWhole = pairs.every((pair) => pair.length === 2 && !pair.includes(null));
  return isWhole ? (pairs as unknown as Json) : null;
}

/** Keys that say nothing are left out, so that equal answers are equal texts. */
function tidied(answer: AnswerValue): AnswerValue {
  const kept = Object.entries(answer).filter(([key, value]) => {
    if (value === undefined || value === '') return false;
    if (key === 'grade') return value !== 'A';
    if (key === 'value') return answer.state === 'answered';
    return key !== 'reason' || answer.state === 'not_applicable';
  });
  return Object.fromEntries(kept) as unknown as AnswerValue;
}
