/** The separate columns: what each family of instruments says itself, never averaged; twin of
 * domain/scoring/columns.py.
 *
 * National law is judged by the norms of the national packs; the other families by the level from which
 * an instrument's own demand is met, or by the instrument's own condition. */
import { type Fraction, ONE } from '../exact';
import type { Circumstances } from '../measures';
import type { Instrument, Norm, Provision, Test } from '../standards';
import { COLUMNS, type Family } from '../terms';
import type {
  Column,
  ColumnVerdict,
  Finding,
  NormFinding,
  NormResult,
  PersonalSpace,
  PersonalSpaceFinding,
  TestedProvision,
  Verdict,
} from './assessment';
import { type Givens, type Grounds, given, type Place } from './grounds';
import { asCompared, rawLevel } from './judging';
import { alternatives, isUsable } from './measuring';
import type { Standing } from './reaching';

const WORST_FIRST: readonly Verdict[] = ['not_met', 'open', 'met', 'norm_not_entered', 'not_applicable'];
const SPACE_VERDICTS: Readonly<Partial<Record<PersonalSpace, Verdict>>> = {
  presumption_stands: 'not_met',
  fails: 'not_met',
  holds: 'met',
  not_the_issue: 'met',
};

/** One verdict per family of COLUMNS, in their order. */
export function columnsOf(
  standing: Standing,
  instruments: ReadonlyMap<string, Instrument>,
  norms: readonly NormResult[],
  spaces: readonly PersonalSpaceFinding[],
  tests: ProvisionTests,
): ColumnVerdict[] {
  const byFamily = new Map<Family, TestedProvision[]>(COLUMNS.map((family) => [family, []]));
  for (const provision of standing.criterion.provisions) {
    const family = instruments.get(provision.instrument)?.family ?? 'other';
    const found = byFamily.get(family);
    const verdict = tests.verdict(provision, standing, spaces);
    if (verdict !== null) found?.push({ of: provision.instrument, number: provision.number, verdict });
  }
  for (const { norm, verdict } of norms) byFamily.get('national')?.push({ of: norm, number: '', verdict });
  return [...byFamily].map(([family, provisions]) => ({
    family,
    verdict: provisions.length === 0 ? 'silent' : worstOf(provisions.map((tested) => tested.verdict)),
    provisions,
  }));
}

export function columnTotals(verdicts: readonly ColumnVerdict[]): Column[] {
  return COLUMNS.map((family) => {
    const mine = verdicts.filter((one) => one.family === family);
    const count = (verdict: Verdict) => mine.filter((one) => one.verdict === verdict).length;
    return {
      family,
      met: count('met'),
      notMet: count('not_met'),
      open: count('open'),
      normNotEntered: count('norm_not_entered'),
    };
  });
}

export function worstOf(verdicts: Iterable<Verdict>): Verdict {
  const found = new Set(verdicts);
  return WORST_FIRST.find((verdict) => found.has(verdict)) ?? 'not_applicable';
}

/** Judges provisions and norms on one set of grounds. */
export class ProvisionTests {
  private readonly places: ReadonlyMap<string, Place>;

  constructor(
    private readonly grounds: Grounds,
    private readonly circumstances: Circumstances,
  ) {
    const every = [grounds.facility, ...grounds.blocks, ...grounds.allRooms];
    this.places = new Map(every.map((place) => [place.id, place]));
  }

  /** Null where the provision is only cited. */
  verdict(provision: Provision, standing: Standing, spaces: readonly PersonalSpaceFinding[]): Verdict | null {
    const isSampleShort = standing.coverage.lessThan(ONE);
    if (provision.isPersonalSpaceTest) {
      const found = spaces.map((finding) => SPACE_VERDICTS[finding.value] ?? 'open');
      const isOpen = standing.state !== 'not_applicable' && isSampleShort;
      return worstOf(isOpen ? [...found, 'open'] : found);
    }
    if (provision.metAt === null && provision.test === null) return null;
    if (standing.state === 'not_applicable') return 'not_applicable';
    const verdicts = new Set<Verdict>();
    for (const finding of standing.findings) verdicts.add(this.at(provision, finding));
    if (isSampleShort || verdicts.size === 0) verdicts.add('open');
    return worstOf(verdicts);
  }

  norm(norm: Norm, day: string): NormResult {
    const { id, criterion } = norm;
    const required = norm.requiredFrom.filter(([since]) => since <= day).at(-1)?.[1];
    if (required === undefined) {
      return { norm: id, criterion, verdict: 'norm_not_entered', required: null, findings: [] };
    }
    const test: Test = { use: norm.use, holdsWhen: required };
    const findings: NormFinding[] = [];
    for (const place of this.grounds.placesOf(norm.place, norm.appliesTo)) {
      const finding = this.normAt(norm, test, place);
      if (finding !== null) findings.push(finding);
    }
    const verdict = worstOf(findings.map((finding) => finding.verdict));
    return { norm: id, criterion, verdict, required: required.text, findings };
  }

  private at(provision: Provision, finding: Finding): Verdict {
    const { judgement } = finding;
    if (judgement.state === 'not_applicable') return 'not_applicable';
    if (provision.test !== null) return this.testAt(provision.test, finding.place);
    const level = rawLevel(judgement);
    if (level === null || provision.metAt === null) return 'open';
    if (level < provision.metAt) return 'not_met';
    const isStatement = judgement.grade === 'D' && finding.tier === 'critical';
    const isProved = judgement.missing.length === 0 && judgement.level !== null && !isStatement;
    return isProved ? 'met' : 'open';
  }

  private testAt(test: Test, placeId: string): Verdict {
    const place = this.places.get(placeId);
    return place === undefined ? 'open' : this.test(test, place);
  }

  /** Null where the norm does not apply. */
  private normAt(norm: Norm, test: Test, place: Place): NormFinding | null {
    let isSure = true;
    for (const [inputId, condition] of norm.appliesTo.when) {
      const { values } = this.givenAt(inputId, place);
      const holding = values.filter((value) => condition.holds(asCompared(value))).length;
      if (values.length > 0 && holding === 0) return null;
      isSure = isSure && values.length > 0 && holding === values.length;
    }
    const verdict = this.test(test, place);
    return {
      place: place.id,
      verdict: verdict === 'not_met' && !isSure ? 'open' : verdict, // nobody has said whether it applies here
      value: this.measuredAt(norm, place),
      persons: place.persons,
    };
  }

  private measuredAt(norm: Norm, place: Place): Fraction | string | null {
    const givens = this.givens(norm.use.inputIds, place);
    if (!isUsable(norm.use, givens)) return null;
    return alternatives(norm.use, givens, this.circumstances)[0]?.value ?? null;
  }

  /** Where sources disagree the condition must hold for each of them to be met. */
  private test(test: Test, place: Place): Verdict {
    const givens = this.givens(test.use.inputIds, place);
    if (!isUsable(test.use, givens)) return 'open';
    let holding = 0;
    const ways = alternatives(test.use, givens, this.circumstances);
    for (const way of ways) {
      if (way === null || way.value === null) return 'open';
      if (test.holdsWhen.holds(way.value)) holding += 1;
    }
    if (holding === ways.length) return 'met';
    return holding === 0 ? 'not_met' : 'open';
  }

  private givens(inputIds: readonly string[], place: Place): Givens {
    return new Map(inputIds.map((id) => [id, this.givenAt(id, place)]));
  }

  private givenAt(inputId: string, place: Place) {
    return given(this.grounds.of(inputId, place), inputId, true);
  }
}
