/** Points, means and caps: from levels to the index of a domain and of the facility; twin of
 * domain/scoring/indexing.py.
 *
 * A mean can hide a failure, even a geometric one; the caps make that impossible. The same steps are run
 * three times: on what is known, and on the lowest and the highest that the open answers could give. */
import type { Level } from '../bands';
import { Fraction, geometricMean, greatest, HUNDRED, least, ONE, sum, ZERO } from '../exact';
import type { Rating, Tier } from '../terms';
import type { Interval } from './assessment';
import type { Standing } from './reaching';

export const POINTS: Readonly<Record<Level, number>> = { 3: 100, 2: 75, 1: 25, 0: 0 };
/** What a criterion weighs in its domain; tier `none` is shown and never weighs. */
export const WEIGHTS: Readonly<Record<Tier, number>> = { critical: 5, major: 3, minor: 1, none: 0 };

export const CAP_POOR = 39;
export const CAP_NOT_SUFFICIENT = 59;
export const CAP_REASONABLE = 79;
const REACH_OF_POOR = Fraction.of(1, 10);
const DOMAINS_OF_POOR = 3;
const MAJORS_AT_0 = 2;
const FLOOR = ONE;
export const COVERAGE_FLOOR = Fraction.of(7, 10);
export const CRITICAL_COVERAGE_FLOOR = Fraction.of(9, 10);
const LOWEST_OF_RATING: readonly (readonly [Fraction, Rating])[] = [
  [Fraction.of(80), 'good'],
  [Fraction.of(60), 'reasonably_good'],
  [Fraction.of(40), 'not_sufficiently_good'],
];

/** One criterion in one of the three runs. `share`: of persons at critical level 0; null: not known. */
export interface Item {
  readonly domain: string;
  readonly tier: Tier;
  readonly level: Level;
  readonly criticalLevel: Level | null;
  readonly share: Fraction | null;
}

/** `means` before and `indexes` after the caps of the domains; nothing where nothing is assessed. */
export interface Index {
  readonly value: Fraction | null;
  readonly means: ReadonlyMap<string, Fraction>;
  readonly indexes: ReadonlyMap<string, Fraction>;
  readonly domainCaps: ReadonlyMap<string, number>;
  readonly caps: readonly string[];
}

export interface Weighing {
  readonly weigh?: (item: Item) => number;
  readonly mean?: (values: readonly Fraction[]) => Fraction;
  readonly isCapped?: boolean;
}

export function byTier(item: Item): number {
  return WEIGHTS[item.tier];
}

export function allEqual(): number {
  return 1;
}

export function arithmeticMean(values: readonly Fraction[]): Fraction {
  return sum(values).div(Fraction.of(values.length));
}

export function knownItems(standings: readonly Standing[]): Item[] {
  const items: Item[] = [];
  for (const { criterion, tier, level, criticalLevel, criticalShare } of standings) {
    if (level === null || tier === 'none') continue;
    items.push({ domain: criterion.domain, tier, level, criticalLevel, share: criticalShare });
  }
  return items;
}

/** Every open answer at its worst; an uncertain reach is everyone. */
export function lowestItems(standings: readonly Standing[]): Item[] {
  return standings.filter(isWeighed).map((s) => ({
    domain: s.criterion.domain,
    tier: s.tier,
    level: s.low,
    criticalLevel: s.criticalLow,
    share: s.isReachCertain ? s.criticalShare : ONE,
  }));
}

/** Every open answer at its best; only what is sure is reached. */
export function highestItems(standings: readonly Standing[]): Item[] {
  return standings.filter(isWeighed).map((s) => ({
    domain: s.criterion.domain,
    tier: s.tier,
    level: s.high,
    criticalLevel: s.criticalHigh,
    share: s.sureShare,
  }));
}

export function indexOf(items: readonly Item[], weighing: Weighing = {}): Index {
  const { weigh = byTier, mean = geometricMean, isCapped = true } = weighing;
  const means = new Map<string, Fraction>();
  const indexes = new Map<string, Fraction>();
  const domainCaps = new Map<string, number>();
  for (const [domain, found] of byDomain(items)) {
    const ofDomain = meanOf(found, weigh);
    const cap = isCapped ? domainCap(found) : null;
    means.set(domain, ofDomain);
    if (cap !== null) domainCaps.set(domain, cap);
    indexes.set(domain, least(ofDomain, cap === null ? HUNDRED : Fraction.of(cap)));
  }
  if (indexes.size === 0) return { value: null, means, indexes, domainCaps, caps: [] };
  const caps = isCapped ? ratingCaps(items) : [];
  let value = mean([...indexes.values()].map((index) => greatest(FLOOR, index)));
  for (const [, cap] of caps) value = least(value, Fraction.of(cap));
  return { value, means, indexes, domainCaps, caps: caps.map(([name]) => name) };
}

/** 39 with a critical at 0; 59 with a critical at 1 or two majors at 0. */
export function domainCap(items: readonly Item[]): number | null {
  if (items.some((item) => item.criticalLevel === 0)) return CAP_POOR;
  const majorsAt0 = items.filter((item) => item.tier === 'major' && item.level === 0).length;
  const isCapped = majorsAt0 >= MAJORS_AT_0 || items.some((item) => item.criticalLevel === 1);
  return isCapped ? CAP_NOT_SUFFICIENT : null;
}

/** What no mean may outweigh, each named, with the highest index that it leaves. */
export function ratingCaps(items: readonly Item[]): (readonly [name: string, cap: number])[] {
  const severe = items.filter((item) => item.criticalLevel === 0);
  const caps: (readonly [string, number])[] = [];
  if (severe.some(({ share }) => share?.atLeast(REACH_OF_POOR))) {
    caps.push(['critical_at_0_reaches_a_tenth', CAP_POOR]);
  }
  if (new Set(severe.map((item) => item.domain)).size >= DOMAINS_OF_POOR) {
    caps.push(['critical_at_0_in_three_domains', CAP_POOR]);
  }
  if (severe.length > 0) caps.push(['critical_at_0', CAP_NOT_SUFFICIENT]);
  if (items.some((item) => item.criticalLevel === 1)) caps.push(['critical_at_1', CAP_REASONABLE]);
  return caps;
}

/** With nothing applicable at all, anything is possible. */
export function intervalOf(low: Fraction | null, high: Fraction | null): Interval {
  return { low: low ?? ZERO, high: high ?? HUNDRED };
}

export function ratingOf(index: Fraction | null): Rating {
  if (index === null) return 'not_rated';
  return LOWEST_OF_RATING.find(([edge]) => index.atLeast(edge))?.[1] ?? 'poor';
}

/** Assessed weight over applicable weight; a sample that is too small counts in proportion. */
export function coverageOf(standings: readonly Standing[], isCriticalOnly = false): Fraction {
  const applicable = standings.filter((s) => isWeighed(s) && (s.tier === 'critical' || !isCriticalOnly));
  const weight = applicable.reduce((total, s) => total + WEIGHTS[s.tier], 0);
  if (weight === 0) return isCriticalOnly ? ONE : ZERO;
  return sum(applicable.map((s) => s.coverage.mul(Fraction.of(WEIGHTS[s.tier])))).div(Fraction.of(weight));
}

export function isCovered(coverage: Fraction, criticalCoverage: Fraction): boolean {
  return coverage.atLeast(COVERAGE_FLOOR) && criticalCoverage.atLeast(CRITICAL_COVERAGE_FLOOR);
}

function isWeighed(standing: Standing): boolean {
  return standing.state !== 'not_applicable' && standing.tier !== 'none';
}

function byDomain(items: readonly Item[]): ReadonlyMap<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const mine = found.get(item.domain);
    if (mine === undefined) found.set(item.domain, [item]);
    else mine.push(item);
  }
  return found;
}

function meanOf(items: readonly Item[], weigh: (item: Item) => number): Fraction {
  let weight = 0;
  let points = 0;
  for (const item of items) {
    weight += weigh(item);
    points += weigh(item) * POINTS[item.level];
  }
  return Fraction.of(points, weight);
}
