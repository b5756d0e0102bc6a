/** The whole road from facts and standards to an explained score, as one pure function; twin of
 * domain/scoring/assessing.py. */
import type { Level } from '../bands';
import { type Day, monthOf } from '../days';
import { type Fraction, greatest, HUNDRED, least, ZERO } from '../exact';
import type { Facts } from '../facts';
import { Circumstances } from '../measures';
import type { Criterion, Pack } from '../standards';
import type { Tier } from '../terms';
import {
  type Assessment,
  type CriterionResult,
  type DomainResult,
  type Finding,
  type Interval,
  METHOD_VERSION,
  type NormResult,
  type PersonalSpaceFinding,
  type Sensitivity,
  type State,
  type Why,
} from './assessment';
import { columnsOf, columnTotals, ProvisionTests, worstOf } from './columns';
import { Grounds } from './grounds';
import {
  allEqual,
  arithmeticMean,
  coverageOf,
  highestItems,
  type Index,
  indexOf,
  intervalOf,
  isCovered,
  knownItems,
  lowestItems,
  ratingOf,
} from './indexing';
import { Judge } from './judging';
import { personalSpaceFindings, roomSpaces, spaceCounts } from './personal_space';
import { aggravated, findingsOf, highestTier, type Standing, standingOf } from './reaching';
import { deniedAccess, remarksOn } from './remarks';

/** Every rule of the pack applied to the facts, with its reasons.
 *
 * `on` is the day whose bands are used (the visit's own day unless given). National packs add their
 * norms to the national column; they never touch the index. The same facts, packs and day always give an
 * equal result. The facts must already have been checked against the packs. */
export function assess(
  facts: Facts,
  mainPack: Pack,
  normPacks: readonly Pack[] = [],
  on?: Day | null,
): Assessment {
  const { visitedOn } = facts.inspection;
  const day = on ?? visitedOn;
  const pack = withInputsOf(mainPack, normPacks);
  const grounds = new Grounds(facts, pack);
  const circumstances = new Circumstances(visitedOn, pack.measurementErrorM);
  const standings = standingsOf(grounds, day, circumstances);
  const spaces = roomSpaces(grounds, circumstances);
  const found = new Map(standings.map((s) => [s.criterion.id, s.findings]));
  const personal = personalSpaceFindings(spaces, grounds, found);
  const tests = new ProvisionTests(grounds, circumstances);
  const norms = normResults([pack, ...normPacks], tests, day);
  const results = standings.map((s) => resultOf(s, pack, norms, personal, tests));
  return {
    method: METHOD_VERSION,
    packs: [pack, ...normPacks].map(({ id, version, sha256 }) => ({ id, version, sha256 })),
    facility: facts.facility.id,
    visitedOn,
    judgedOn: day,
    ...scoresOf(standings, pack),
    criticalFailures: failures(standings, 1),
    severeFailures: failures(standings, 0),
    accessDenied: deniedAccess(facts),
    criteria: new Map(results.map((result) => [result.criterion, result])),
    norms,
    columns: columnTotals(results.flatMap((result) => result.columns)),
    personalSpace: personal,
    spaceCounts: spaceCounts(spaces),
    warnings: remarksOn(grounds),
    personsPresent: grounds.personsPresent,
  };
}

type Scores = Pick<
  Assessment,
  | 'rating'
  | 'atBest'
  | 'index'
  | 'interval'
  | 'coverage'
  | 'criticalCoverage'
  | 'caps'
  | 'domains'
  | 'sensitivity'
>;

function scoresOf(standings: readonly Standing[], pack: Pack): Scores {
  const now = indexOf(knownItems(standings));
  const low = indexOf(lowestItems(standings));
  const high = indexOf(highestItems(standings));
  const coverage = coverageOf(standings);
  const criticalCoverage = coverageOf(standings, true);
  const interval = intervalOf(low.value, high.value);
  const index = within(now.value, interval);
  const domains = [...pack.domains.keys()].map((id) => domainOf(id, standings, now, low, high));
  return {
    rating: isCovered(coverage, criticalCoverage) ? ratingOf(index) : 'not_rated',
    atBest: ratingOf(interval.high),
    index,
    interval,
    coverage,
    criticalCoverage,
    caps: now.caps,
    domains: new Map(domains.map((domain) => [domain.domain, domain])),
    sensitivity: sensitivityOf(standings),
  };
}

/** A national pack may ask for more than the main one knows. */
export function withInputsOf(pack: Pack, normPacks: readonly Pack[]): Pack {
  const inputs = new Map(normPacks.flatMap((one) => [...one.inputs]));
  for (const [id, asked] of pack.inputs) inputs.set(id, asked);
  return { ...pack, inputs };
}

function standingsOf(grounds: Grounds, day: Day, circumstances: Circumstances): Standing[] {
  const month = monthOf(grounds.facts.inspection.visitedOn);
  const criteria = [...grounds.pack.criteria.values()];
  const found = new Map<string, readonly Finding[]>();
  for (const criterion of criteria) {
    const places = grounds.placesOf(criterion.place, criterion.appliesTo);
    const isMeasured = criterion.parts.length > 0;
    const judge = new Judge(criterion, grounds, day, circumstances);
    found.set(criterion.id, isMeasured ? findingsOf(judge, places, month) : []);
  }
  const worsened = criteria.map((criterion): [Criterion, readonly Finding[]] => [
    criterion,
    aggravated(found.get(criterion.id) ?? [], criterion, found, grounds),
  ]);
  return worsened.map(([criterion, findings]) =>
    standingOf(criterion, findings, grounds, tierOf(criterion, grounds, month)),
  );
}

function tierOf(criterion: Criterion, grounds: Grounds, month: number): Tier {
  return highestTier(criterion, grounds.placesOf(criterion.place, criterion.appliesTo, true), month);
}

function normResults(packs: readonly Pack[], tests: ProvisionTests, day: Day): Map<string, NormResult> {
  const norms = packs.flatMap((pack) => [...pack.norms.values()]);
  return new Map(norms.map((norm) => [norm.id, tests.norm(norm, day)]));
}

function resultOf(
  standing: Standing,
  pack: Pack,
  norms: ReadonlyMap<string, NormResult>,
  personal: readonly PersonalSpaceFinding[],
  tests: ProvisionTests,
): CriterionResult {
  const { criterion, findings } = standing;
  const beside = [...norms.values()].filter((norm) => norm.criterion === criterion.id);
  return {
    criterion: criterion.id,
    domain: criterion.domain,
    tier: standing.tier,
    ...judgedByNorms(standing, beside),
    level: standing.level,
    criticalLevel: standing.criticalLevel,
    low: standing.low,
    high: standing.high,
    findings,
    reach: standing.reach,
    placesApplicable: standing.applicable,
    placesAssessed: standing.assessed,
    placesRequired: standing.required,
    coverage: standing.coverage,
    columns: columnsOf(standing, pack.instruments, beside, personal, tests),
    provisions: criterion.provisions.map(({ instrument, number }) => ({ instrument, number })),
    isBorderline: findings.some((f) => f.judgement.isBorderline),
    isContradictory: findings.some((f) => f.judgement.why.includes('contradictory')),
  };
}

/** A criterion without bands of its own is as assessed as the national norms beside it. */
function judgedByNorms(
  standing: Standing,
  norms: readonly NormResult[],
): { readonly state: State; readonly why: readonly Why[] } {
  if (standing.criterion.parts.length > 0) return { state: standing.state, why: standing.why };
  const verdict = worstOf(norms.map((norm) => norm.verdict));
  if (verdict === 'met' || verdict === 'not_met') return { state: 'assessed', why: [] };
  if (verdict === 'open') return { state: 'not_assessed', why: ['unanswered'] };
  if (verdict === 'not_applicable' && norms.length > 0) {
    return { state: 'not_applicable', why: ['out_of_scope'] };
  }
  return { state: 'not_assessed', why: ['norm_not_entered'] };
}

/** Critical criteria at or below a level, the worst first, in the order of the pack. */
function failures(standings: readonly Standing[], level: Level): string[] {
  const failed = standings.filter((s) => s.criticalLevel !== null && s.criticalLevel <= level);
  failed.sort((one, other) => (one.criticalLevel ?? 0) - (other.criticalLevel ?? 0));
  return failed.map((s) => s.criterion.id);
}

function domainOf(
  domain: string,
  standings: readonly Standing[],
  now: Index,
  low: Index,
  high: Index,
): DomainResult {
  const mine = standings.filter((s) => s.criterion.domain === domain && s.tier !== 'none');
  const applicable = mine.filter((s) => s.state !== 'not_applicable');
  const levels = { 3: 0, 2: 0, 1: 0, 0: 0 };
  for (const { level } of applicable) if (level !== null) levels[level] += 1;
  const interval = { low: low.indexes.get(domain) ?? ZERO, high: high.indexes.get(domain) ?? HUNDRED };
  return {
    domain,
    mean: now.means.get(domain) ?? null,
    index: within(now.indexes.get(domain) ?? null, interval),
    cap: now.domainCaps.get(domain) ?? null,
    interval,
    coverage: coverageOf(mine),
    criticalCoverage: coverageOf(mine, true),
    assessed: levels[3] + levels[2] + levels[1] + levels[0],
    applicable: applicable.length,
    levels,
  };
}

/** A criterion that is open between 0 and 2 is in the interval but not yet in the mean. */
function within(index: Fraction | null, { low, high }: Interval): Fraction | null {
  return index === null ? null : least(greatest(index, low), high);
}

function sensitivityOf(standings: readonly Standing[]): Sensitivity {
  const items = knownItems(standings);
  return {
    equalWeights: indexOf(items, { weigh: allEqual }).value,
    arithmeticMean: indexOf(items, { mean: arithmeticMean }).value,
    withoutCaps: indexOf(items, { isCapped: false }).value,
  };
}
