/** The rules of the standards at one room, whatever else is in the facility: the same judgement of its
 * criteria as the whole score makes, at a cost that does not know how many rooms there are. */
import { type Day, monthOf } from '../days';
import { Fraction } from '../exact';
import type { Answer, Facility, Facts, Room } from '../facts';
import { Circumstances } from '../measures';
import type { Question } from '../references';
import { withInputsOf } from '../scoring/assessing';
import type { Finding, Verdict } from '../scoring/assessment';
import { ProvisionTests } from '../scoring/columns';
import { Grounds, given, type Place } from '../scoring/grounds';
import { asCompared, inputsOverRooms, Judge } from '../scoring/judging';
import { ANNEXE_RECTANGLES, HEAD_COUNT, ROOM_RECTANGLES } from '../scoring/known_inputs';
import { alternatives, isUsable } from '../scoring/measuring';
import { aggravated, findingsOf } from '../scoring/reaching';
import { type AppliesTo, type Criterion, type Input, MeasureUse, type Norm, type Pack } from '../standards';
import { LIVING_KINDS } from '../terms';
import { RoomGrounds } from './room_grounds';
import { type FailingCriterion, progressOf, type RoomStanding } from './standing';

/** What the rules make of one room. */
export interface RoomJudged {
  /** Null where the room is not in use and nobody sleeps there. */
  readonly place: Place | null;
  /** criterion -> its finding here, in the order of the pack. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** Living space in m²; null where it cannot be computed. */
  readonly space: Fraction | null;
  /** Ids of the questions that apply here. */
  readonly asked: ReadonlySet<string>;
  readonly standing: RoomStanding;
  readonly grounds: Grounds;
}

/** Answers that differ; beyond it judges begin anew. */
const MOST_REMEMBERED = 10_000;
const PER_PERSON = 'living_space_per_person_m2';

/** `required`: the condition in force, as the pack writes it; null where it was not entered. */
export interface NationalSpace {
  readonly norm: Norm;
  readonly verdict: Verdict;
  readonly required: string | null;
}

const SPACE = new MeasureUse('living_space_m2', [
  ['room', [ROOM_RECTANGLES]],
  ['annexe', [ANNEXE_RECTANGLES]],
]);

export class RoomRules {
  readonly pack: Pack;
  /** Inputs that are answered at the room, its block and the facility, as far as rooms rest on them. */
  readonly inputs: Readonly<Record<Input['place'], readonly Input[]>>;
  private readonly questions: readonly Question[];
  private readonly own: readonly Criterion[];
  private readonly around: readonly Criterion[];
  private readonly norms: readonly Norm[];
  private readonly spaceNormsOf: readonly Norm[];
  private readonly overRooms: ReadonlySet<string>;
  private readonly circumstances: Circumstances;
  private shifting: RoomGrounds;
  private judges: ReadonlyMap<Criterion, Judge> = new Map();

  constructor(
    main: Pack,
    national: readonly Pack[],
    questions: readonly Question[],
    private readonly facility: Facility,
    readonly day: Day,
  ) {
    this.pack = withInputsOf(main, national);
    this.questions = questions.filter((one) => one.input.place === 'room');
    const packs = [main, ...national];
    const criteria = [...main.criteria.values()];
    this.own = criteria.filter((one) => one.place === 'room' && one.parts.length > 0);
    const named = new Set(this.own.flatMap((one) => one.aggravation?.by ?? []));
    this.around = criteria.filter((one) => named.has(one.id) && one.place !== 'room');
    const norms = packs.flatMap((pack) => [...pack.norms.values()]).filter((norm) => norm.place === 'room');
    this.norms = norms.filter((norm) => norm.requiredFrom.some(([since]) => since <= day));
    this.spaceNormsOf = norms.filter((norm) => norm.use.measure === PER_PERSON);
    this.overRooms = new Set(criteria.flatMap((criterion) => [...inputsOverRooms(criterion)]));
    this.inputs = this.inputsByPlace();
    this.circumstances = new Circumstances(day, main.measurementErrorM);
    this.shifting = this.noRoom();
    this.makeReady();
  }

  /** `answers`: those of the room, its block and the facility. */
  judge(room: Room, answers: readonly Answer[]): RoomJudged {
    const grounds = new Grounds(this.factsOf(room, answers), this.pack);
    const place = grounds.allRooms[0] ?? null;
    if (this.shifting.size > MOST_REMEMBERED) this.makeReady();
    this.shifting.lookAt(grounds);
    const findings = this.findings(grounds);
    const asked = this.askedAt(place, grounds);
    const space = place === null ? null : this.spaceAt(place, grounds);
    const standing = standingAt(place, findings, space, asked, grounds, room);
    return { place, findings, space, asked, standing, grounds };
  }

  /** What national law says of the space for each person here; figures that were not entered as well. */
  spaceNorms(judged: RoomJudged): NationalSpace[] {
    if (judged.place === null) return [];
    const { place, grounds } = judged;
    const tests = new ProvisionTests(grounds, this.circumstances);
    return this.spaceNormsOf.flatMap((norm) => {
      if (!grounds.placesOf('room', norm.appliesTo).includes(place)) return [];
      const { verdict, required, findings } = tests.norm(norm, this.day);
      return required !== null && findings.length === 0 ? [] : [{ norm, verdict, required }];
    });
  }

  /** Judges remember what they judged, up to a point. */
  private makeReady(): void {
    this.shifting = this.noRoom();
    const judgeOf = (criterion: Criterion) =>
      new Judge(criterion, this.shifting, this.day, this.circumstances);
    this.judges = new Map([...this.own, ...this.around].map((one) => [one, judgeOf(one)]));
  }

  private noRoom(): RoomGrounds {
    return new RoomGrounds(this.factsOf(null, []), this.pack);
  }

  private factsOf(room: Room | null, answers: readonly Answer[]): Facts {
    return {
      facility: this.facility,
      inspection: { id: '', visitedOn: this.day, isAnnounced: null, team: [], checklist: null },
      blocks: room === null || room.block === null ? [] : [{ id: room.block, name: '' }],
      rooms: room === null ? [] : [room],
      answers,
      evidence: [],
      recommendations: [],
      isDemo: false,
      source: null,
      repairs: [],
    };
  }

  private findings(grounds: Grounds): Map<string, Finding> {
    const month = monthOf(this.day);
    const found = new Map<string, readonly Finding[]>();
    for (const [criterion, judge] of this.judges) {
      const places = grounds.placesOf(criterion.place, criterion.appliesTo);
      if (places.length === 0) continue;
      found.set(criterion.id, findingsOf(judge, places, month));
    }
    const here = new Map<string, Finding>();
    for (const criterion of this.own) {
      const [finding] = aggravated(found.get(criterion.id) ?? [], criterion, found, grounds);
      if (finding !== undefined) here.set(criterion.id, finding);
    }
    return here;
  }

  /** Where people slept every question counts whose criterion does; an empty room is still measured. */
  private askedAt(place: Place | null, grounds: Grounds): Set<string> {
    const asked = new Set<string>();
    if (place === null) return asked;
    const scopes = this.scopesAt(place, grounds);
    const isLiving = place.room !== null && LIVING_KINDS.has(place.room.kind);
    for (const { input, feeds } of this.questions) {
      const isDemanded = feeds.some((id) => scopes.get(id)?.(input.id) ?? false);
      const isForAll = isLiving && this.overRooms.has(input.id);
      if (input.id === HEAD_COUNT || isForAll || isDemanded) asked.add(input.id);
    }
    return asked;
  }

  /** criterion or norm in whose scope the room is -> whether it needs an input here. */
  private scopesAt(place: Place, grounds: Grounds): Map<string, (input: string) => boolean> {
    const scopes = new Map<string, (input: string) => boolean>();
    if (place.persons === 0) return scopes;
    for (const { id, appliesTo } of [...this.own, ...this.norms]) {
      if (!grounds.placesOf('room', appliesTo).includes(place)) continue;
      const isOut = isRuledOut(appliesTo, place, grounds);
      scopes.set(id, (input) => !isOut || appliesTo.when.has(input));
    }
    return scopes;
  }

  private spaceAt(place: Place, grounds: Grounds): Fraction | null {
    if (SPACE.inputIds.some((id) => !this.pack.inputs.has(id))) return null;
    const givens = new Map(SPACE.inputIds.map((id) => [id, given(grounds.of(id, place), id, true)]));
    if (!isUsable(SPACE, givens)) return null;
    const values = alternatives(SPACE, givens, this.circumstances).flatMap((measured) =>
      measured?.value instanceof Fraction ? [measured.value] : [],
    );
    return values.reduce<Fraction | null>(
      (low, one) => (low === null || one.lessThan(low) ? one : low),
      null,
    );
  }

  private inputsByPlace(): Record<Input['place'], readonly Input[]> {
    const needed = new Set<string>([HEAD_COUNT, ROOM_RECTANGLES, ANNEXE_RECTANGLES]);
    for (const { inputIds } of [...this.own, ...this.around]) for (const id of inputIds) needed.add(id);
    for (const norm of this.norms)
      for (const id of [...norm.appliesTo.when.keys(), ...norm.use.inputIds]) needed.add(id);
    for (const { input } of this.questions) needed.add(input.id);
    const known = [...needed].flatMap((id) => this.pack.inputs.get(id) ?? []);
    const at = (place: Input['place']) => known.filter((input) => input.place === place);
    return { room: at('room'), block: at('block'), facility: at('facility') };
  }
}

function standingAt(
  place: Place | null,
  findings: ReadonlyMap<string, Finding>,
  space: Fraction | null,
  asked: ReadonlySet<string>,
  grounds: Grounds,
  room: Room,
): RoomStanding {
  const here = grounds.answers.get(room.id) ?? new Map<string, readonly Answer[]>();
  const answered = [...asked].filter((id) => here.has(id)).length;
  const persons = place?.persons ?? null;
  const isLiving = place?.room !== null && place?.room !== undefined && LIVING_KINDS.has(place.room.kind);
  return {
    asked: asked.size,
    answered,
    progress: asked.size === 0 ? 'done' : progressOf(asked.size, answered, here.size > 0),
    failing: failingOf(findings),
    isLiving,
    persons,
    space,
    perPerson: space !== null && persons !== null && persons > 0 ? space.div(Fraction.of(persons)) : null,
    disputed: [HEAD_COUNT, ...SPACE.inputIds].filter((id) => (here.get(id)?.length ?? 0) > 1),
  };
}

function failingOf(findings: ReadonlyMap<string, Finding>): FailingCriterion[] {
  const failing: FailingCriterion[] = [];
  for (const [criterion, { judgement, tier }] of findings) {
    const { level } = judgement;
    if (level === 0 || level === 1) failing.push({ criterion, level, isCritical: tier === 'critical' });
  }
  const weight = (one: FailingCriterion) => (one.isCritical ? 0 : 2) + one.level;
  return failing.sort((one, other) => weight(one) - weight(other));
}

/** Whether an answer that is there takes the room out of scope. */
function isRuledOut(appliesTo: AppliesTo, place: Place, grounds: Grounds): boolean {
  for (const [id, condition] of appliesTo.when) {
    if (!grounds.pack.inputs.has(id)) continue;
    const said = given(grounds.of(id, place), id, true);
    if (said.state === 'not_applicable') return true;
    if (said.state === 'value' && !said.values.some((value) => condition.holds(asCompared(value))))
      return true;
  }
  return false;
}
