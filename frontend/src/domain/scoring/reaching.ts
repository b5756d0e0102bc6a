/** From judgements at places to the level of a criterion: the worst place that holds a person decides;
 * twin of domain/scoring/reaching.py. */
import type { Level } from '../bands';
import { Fraction, least, ONE, ZERO } from '../exact';
import type { Criterion, TierRule } from '../standards';
import type { RoomKind, Tier } from '../terms';
import type { Finding, Judgement, Reach, State, Why } from './assessment';
import type { Grounds, Place } from './grounds';
import { type Judge, measuredValue } from './judging';
import { placesRequired } from './sampling';

/** A criterion over all its places, before columns: what the index is made of.
 *
 * The three levels of a judgement, once for all places and once for those where the criterion is
 * critical; null where there is no such place or nothing is known. `criticalShare`: share of persons at
 * critical level 0, null where not known; `sureShare`: of them, those whom no open answer can take away. */
export interface Standing {
  readonly criterion: Criterion;
  readonly tier: Tier;
  readonly state: State;
  readonly why: readonly Why[];
  readonly findings: readonly Finding[];
  readonly level: Level | null;
  readonly low: Level;
  readonly high: Level;
  readonly criticalLevel: Level | null;
  readonly criticalLow: Level | null;
  readonly criticalHigh: Level | null;
  readonly reach: Reach | null;
  readonly criticalShare: Fraction | null;
  readonly sureShare: Fraction;
  readonly isReachCertain: boolean;
  readonly applicable: number;
  readonly assessed: number;
  readonly required: number;
  readonly coverage: Fraction;
}

export type FindingsByCriterion = ReadonlyMap<string, readonly Finding[]>;

/** criterion -> place -> its judgement there. */
export type JudgementsByPlace = ReadonlyMap<string, ReadonlyMap<string, Judgement>>;

/** criterion -> its judgement at one place or around it; null where there is none. */
export type JudgementsHere = ReadonlyMap<string, Judgement | null>;

type StateAndWhy = Pick<Standing, 'state' | 'why'>;
type Levels = Pick<Standing, 'level' | 'low' | 'high'>;

export function tierAt(rule: TierRule, place: Place, month: number): Tier {
  const isCriticalKind = place.room !== null && rule.criticalRoomKinds.has(place.room.kind);
  return isCriticalKind || rule.criticalMonths.has(month) ? 'critical' : rule.tier;
}

/** One finding per place in scope, also where the criterion turns out not to apply. */
export function findingsOf(judge: Judge, places: readonly Place[], month: number): Finding[] {
  return places.map((place) => {
    const tier = tierAt(judge.criterion.tier, place, month);
    const { judgement, answers } = judge.at(place, tier);
    const { id, kind, persons } = place;
    return { place: id, placeKind: kind, judgement, persons, tier, answers, aggravatedBy: [] };
  });
}

/** One level is lost inside the range where a named criterion fails at the same place.
 *
 * Mursic v. Croatia [GC], para 139: 3 to 4 m2 is a weighty factor that other bad conditions turn into
 * a failing. */
export function aggravated(
  findings: readonly Finding[],
  criterion: Criterion,
  others: FindingsByCriterion,
  grounds: Grounds,
): readonly Finding[] {
  const { aggravation } = criterion;
  if (aggravation === null) return findings;
  const rooms = roomsById(grounds);
  const byPlace = judgementsByPlace(aggravation.by, others);
  return findings.map((finding) => {
    const value = measuredValue(finding.judgement);
    if (value === null || !aggravation.within.holds(value)) return finding;
    return withAggravation(finding, judgementsAround(finding.place, byPlace, rooms, grounds));
  });
}

export function roomsById(grounds: Grounds): ReadonlyMap<string, Place> {
  return new Map(grounds.rooms.map((place) => [place.id, place]));
}

export function judgementsByPlace(named: readonly string[], others: FindingsByCriterion): JudgementsByPlace {
  const ofOne = (findings: readonly Finding[]) => new Map(findings.map((f) => [f.place, f.judgement]));
  return new Map(named.map((criterion) => [criterion, ofOne(others.get(criterion) ?? [])]));
}

/** For each named criterion, its judgement at the room, or at the room's block or facility. */
export function judgementsAround(
  placeId: string,
  byPlace: JudgementsByPlace,
  rooms: ReadonlyMap<string, Place>,
  grounds: Grounds,
): JudgementsHere {
  const block = rooms.get(placeId)?.room?.block ?? null;
  const around = block === null ? [placeId, grounds.facility.id] : [placeId, block, grounds.facility.id];
  const here = new Map<string, Judgement | null>();
  for (const [criterion, judged] of byPlace) {
    const at = around.find((place) => judged.has(place));
    here.set(criterion, at === undefined ? null : (judged.get(at) ?? null));
  }
  return here;
}

function withAggravation(finding: Finding, here: JudgementsHere): Finding {
  const { judgement } = finding;
  const { level } = judgement;
  const around = [...here];
  const failing = around.filter(([, j]) => j !== null && j.level !== null && j.level <= 1);
  const isCertain = around.some(([, j]) => j !== null && isCertainlyFailing(j));
  const isPossible = around.some(([, j]) => j === null || mayFail(j));
  const low = isPossible ? oneBelow(judgement.low) : judgement.low;
  const high = isCertain && level !== null ? oneBelow(judgement.high) : judgement.high;
  if (failing.length === 0 || level === null) return { ...finding, judgement: { ...judgement, low, high } };
  const why: Why[] = [...judgement.why, 'aggravated'];
  const worse: Judgement = { ...judgement, level: oneBelow(level), low, high, why };
  return { ...finding, judgement: worse, aggravatedBy: failing.map(([criterion]) => criterion) };
}

function isCertainlyFailing(judgement: Judgement): boolean {
  return judgement.state === 'assessed' && judgement.high <= 1;
}

function mayFail(judgement: Judgement): boolean {
  return judgement.state !== 'not_applicable' && judgement.low <= 1;
}

function oneBelow(level: Level): Level {
  return level === 3 ? 2 : level === 2 ? 1 : 0;
}

/** The worst place decides; what has not been looked at may still be anything. */
export function standingOf(
  criterion: Criterion,
  findings: readonly Finding[],
  grounds: Grounds,
  tier: Tier,
): Standing {
  const applicable = findings.filter((f) => f.judgement.state !== 'not_applicable');
  const { state, why } = stateOf(criterion, findings, applicable, grounds);
  const critical = applicable.filter((f) => f.tier === 'critical');
  const { level, low, high } = levelsOf(applicable, state);
  const atCritical = criticalLevels(critical, state, tier, findings.length > 0);
  const assessed = applicable.filter((f) => f.judgement.level !== null).length;
  const required = applicable.length > 0 ? placesRequired(applicable.length) : 1;
  return {
    criterion,
    tier,
    state,
    why,
    findings,
    level,
    low,
    high,
    criticalLevel: atCritical?.level ?? null,
    criticalLow: atCritical?.low ?? null,
    criticalHigh: atCritical?.high ?? null,
    reach: level === null ? null : reachOf(applicable, level, grounds),
    criticalShare: criticalShare(critical, atCritical?.level ?? null, grounds),
    sureShare: sureShare(critical, grounds),
    isReachCertain: isReachCertain(criterion, applicable, grounds),
    applicable: applicable.length,
    assessed,
    required,
    coverage: least(ONE, Fraction.of(assessed, required)),
  };
}

/** By the fixed scope, so that an answer can never change how much a criterion weighs. */
export function highestTier(criterion: Criterion, places: readonly Place[], month: number): Tier {
  const rule = criterion.tier;
  if (rule.criticalMonths.has(month)) return 'critical';
  const isCritical = (kind: RoomKind) => rule.criticalRoomKinds.has(kind);
  return places.some(({ room }) => room !== null && isCritical(room.kind)) ? 'critical' : rule.tier;
}

function stateOf(
  criterion: Criterion,
  findings: readonly Finding[],
  applicable: readonly Finding[],
  grounds: Grounds,
): StateAndWhy {
  if (findings.length === 0) return stateWithoutPlaces(criterion, grounds);
  for (const state of ['assessed', 'access_denied', 'not_assessed'] as const) {
    const inState = applicable.filter((f) => f.judgement.state === state);
    if (inState.length > 0) return { state, why: reasonsOf(inState) };
  }
  return { state: 'not_applicable', why: reasonsOf(findings) };
}

function reasonsOf(findings: readonly Finding[]): readonly Why[] {
  const reasons = new Set<Why>();
  for (const { judgement } of findings) for (const why of judgement.why) reasons.add(why);
  return [...reasons];
}

/** No place in scope: not applicable only where rooms in which people sleep were listed. */
function stateWithoutPlaces(criterion: Criterion, grounds: Grounds): StateAndWhy {
  const kinds = criterion.appliesTo.facilityKinds;
  const isOther = kinds.size > 0 && !kinds.has(grounds.facts.facility.kind);
  if (isOther || (criterion.place === 'room' && grounds.hasSleepers)) {
    return { state: 'not_applicable', why: ['out_of_scope'] };
  }
  return { state: 'not_assessed', why: ['unanswered'] };
}

/** A place that can no longer be better than some level holds the whole down, assessed or not. */
function levelsOf(applicable: readonly Finding[], state: State): Levels {
  let level: Level = 3;
  let low: Level = applicable.length === 0 ? 0 : 3;
  let high: Level = 3;
  let isKnown = false;
  for (const finding of applicable) {
    const { judgement } = finding;
    if (judgement.low < low) low = judgement.low;
    if (judgement.high < high && isCertain(finding)) high = judgement.high;
    if (judgement.level === null) continue;
    isKnown = true;
    if (judgement.level < level) level = judgement.level;
  }
  if (!isKnown || state !== 'assessed') return { level: null, low, high };
  return { level: level < high ? level : high, low, high };
}

/** Null where there is no place at which the criterion is critical. */
function criticalLevels(
  critical: readonly Finding[],
  state: State,
  tier: Tier,
  hasScope: boolean,
): Levels | null {
  if (critical.length > 0) return levelsOf(critical, state);
  const isOpen = tier === 'critical' && !hasScope && state !== 'not_applicable';
  return isOpen ? { level: null, low: 0, high: 3 } : null;
}

/** The level counts for the upper bound: it applies, and somebody is known to be there. */
function isCertain(finding: Finding): boolean {
  return finding.placeKind === 'facility' || Boolean(finding.persons);
}

function reachOf(findings: readonly Finding[], level: Level, grounds: Grounds): Reach {
  const persons = findings.filter((f) => isAt(f, level)).map((f) => personsAt(f, grounds));
  const affected = persons.reduce<number>((total, count) => total + (count ?? 0), 0);
  return {
    personsAffected: affected,
    personsPresent: grounds.personsPresent,
    placesAffected: persons.length,
    placesUncounted: persons.filter((count) => count === null).length,
    share: shareOf(affected, grounds.personsPresent),
  };
}

function shareOf(affected: number, present: number | null): Fraction | null {
  if (present === null) return null;
  if (affected >= present) return affected > 0 ? ONE : null; // also where nobody is said to be present
  return Fraction.of(affected, present);
}

function isAt({ judgement }: Finding, level: Level): boolean {
  if (judgement.level === null) return judgement.high === level && level < 3;
  return judgement.level === level;
}

/** Everyone present, where the place is the facility. */
function personsAt(finding: Finding, grounds: Grounds): number | null {
  return finding.placeKind === 'facility' ? grounds.personsPresent : finding.persons;
}

/** No open answer can change whom the decisive level reaches. */
function isReachCertain(criterion: Criterion, applicable: readonly Finding[], grounds: Grounds): boolean {
  const isSettled = applicable.every(({ judgement: { level, low, high } }) => level === low && low === high);
  if (criterion.place === 'facility' || !isSettled) return isSettled;
  const isCounted = applicable.every((f) => f.persons !== null && grounds.isSettled(f.place, f.placeKind));
  return isCounted && grounds.isPresentAnswered;
}

/** The least share at critical level 0 once everything is answered. */
function sureShare(critical: readonly Finding[], grounds: Grounds): Fraction {
  const sure = critical.filter((f) => f.judgement.level === 0 && f.judgement.high === 0 && isCertain(f));
  if (sure.some((f) => f.placeKind === 'facility')) return ONE;
  if (!grounds.isPresentAnswered) return ZERO;
  const settled = sure.filter((f) => grounds.isSettled(f.place, f.placeKind));
  return reachOf(settled, 0, grounds).share ?? ZERO;
}

/** What concerns the whole facility reaches everyone, counted or not. */
function criticalShare(critical: readonly Finding[], level: Level | null, grounds: Grounds): Fraction | null {
  if (level !== 0) return ZERO;
  if (critical.some((f) => f.placeKind === 'facility')) return ONE;
  return reachOf(critical, 0, grounds).share;
}
