/** Grounds that go from room to room, so that judges made once are asked about all of them. */
import { type Answer, type Facts, valueKey } from '../facts';
import { countsAsNotApplicable, Grounds, type Place, type Source } from '../scoring/grounds';
import type { Pack } from '../standards';

export class RoomGrounds extends Grounds {
  private here: Grounds;
  private readonly known = new Map<string, number>();

  /** `facts`: of a facility without rooms; the rooms are looked at one after the other. */
  constructor(facts: Facts, pack: Pack) {
    super(facts, pack);
    this.here = new Grounds(facts, pack);
  }

  /** How many answers that differ have been told apart. */
  get size(): number {
    return this.known.size;
  }

  lookAt(room: Grounds): void {
    this.here = room;
  }

  override of(inputId: string, place: Place): readonly Answer[] {
    return this.here.of(inputId, place);
  }

  override allOf(sources: readonly Source[], place: Place): (readonly Answer[])[] {
    return this.here.allOf(sources, place);
  }

  /** By what they say alone: lists of answers come and go with the rooms. */
  override toldApart(answers: readonly Answer[]): number {
    if (answers.length === 0) return 0;
    const key = answers.map(textOf).join('|');
    let mark = this.known.get(key);
    if (mark === undefined) {
      mark = this.known.size + 1;
      this.known.set(key, mark);
    }
    return mark;
  }
}

function textOf(answer: Answer): string {
  const { state, value, grade, reason } = answer;
  if (value !== null)
    return `${grade}${typeof value === 'boolean' ? 'b' : ''}${JSON.stringify(valueKey(value))}`;
  return `${grade}${state},${reason},${countsAsNotApplicable(answer, true)},${countsAsNotApplicable(answer, false)}`;
}
