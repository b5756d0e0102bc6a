/** Standards as values: instruments, inputs, criteria, national norms and the packs that hold them;
 * twin of domain/standards.py. */
import type { Bands, Condition, Level } from './bands';
import type { Day } from './days';
import type { Fraction } from './exact';
import type { Text } from './json';
import type {
  Confidence,
  FacilityKind,
  Family,
  InputKind,
  People,
  PlaceKind,
  Regime,
  RoomKind,
  Standing,
  Tier,
} from './terms';

/** A published legal or guidance text. `standing` is what it is for the pack's country. */
export interface Instrument {
  readonly id: string;
  readonly family: Family;
  readonly standing: Standing;
  readonly name: Text;
  readonly short: Text;
  readonly year: number;
}

export interface Option {
  readonly id: string;
  readonly label: Text;
}

/** One thing that can be answered. A value outside `plausible` warns and asks why, never blocks. */
export interface Input {
  readonly id: string;
  readonly place: PlaceKind;
  readonly kind: InputKind;
  readonly label: Text;
  readonly unit: string | null;
  readonly plausible: readonly [Fraction, Fraction] | null;
  readonly options: readonly Option[];
}

/** A measure of the registry with an input (or several) in each of its roles. */
export class MeasureUse {
  /** Role -> inputs, in the order of the pack. */
  readonly inputs: ReadonlyMap<string, readonly string[]>;
  readonly inputIds: readonly string[];

  constructor(
    readonly measure: string,
    inputs: Iterable<readonly [role: string, inputIds: readonly string[]]>,
  ) {
    this.inputs = new Map(inputs);
    this.inputIds = [...this.inputs.values()].flat();
  }
}

export const NOTHING_TO_COUNT = 'not_applicable';

/** One measured side of a criterion; the worst part decides the criterion's level.
 *
 * `bandsFrom` is in rising order of date. `whenNothing` says what a division by nothing means here (no
 * incidents at all, no toilets at all): a level, or `not_applicable`. */
export class Part {
  constructor(
    readonly use: MeasureUse,
    readonly bandsFrom: readonly (readonly [Day, Bands])[],
    readonly whenNothing: Level | typeof NOTHING_TO_COUNT | null = null,
    readonly title: Text | null = null,
  ) {}

  /** The bands in force on a day; null before the first. */
  bandsOn(day: Day): Bands | null {
    return this.inForceOn(day)?.[1] ?? null;
  }

  /** The same with the day since which they are in force. */
  inForceOn(day: Day): readonly [since: Day, bands: Bands] | null {
    let inForce: readonly [Day, Bands] | null = null;
    for (const one of this.bandsFrom) if (one[0] <= day) inForce = one;
    return inForce;
  }
}

/** A condition on a measure of its own, for one instrument or for lifting a level. */
export interface Test {
  readonly use: MeasureUse;
  readonly holdsWhen: Condition;
}

/** One numbered place in an instrument, and when this instrument is met.
 *
 * `metAt`: the level from which the instrument's own demand is met. `test`: its own condition on its
 * own measure. Neither: the provision is cited without a verdict of its own. */
export interface Provision {
  readonly instrument: string;
  readonly number: string;
  readonly metAt: Level | null;
  readonly test: Test | null;
  /** The ECtHR's, which is a reasoning and not a threshold. */
  readonly isPersonalSpaceTest: boolean;
}

/** Empty means: no limit on that side. `when` holds conditions on inputs. */
export interface AppliesTo {
  readonly roomKinds: ReadonlySet<RoomKind>;
  readonly regimes: ReadonlySet<Regime>;
  readonly people: ReadonlySet<People>;
  readonly facilityKinds: ReadonlySet<FacilityKind>;
  readonly when: ReadonlyMap<string, Condition>;
}

/** Another way to a level: where the level is lower, the measure lies `within`, and `test` holds. */
export interface Lift {
  readonly to: Level;
  readonly within: Condition;
  readonly test: Test;
}

/** Inside `within`, one level is lost when any of the named criteria fails at the same place. */
export interface Aggravation {
  readonly within: Condition;
  readonly by: readonly string[];
}

/** The tier, and where or when it is critical instead. Months are 1 to 12. */
export interface TierRule {
  readonly tier: Tier;
  readonly criticalRoomKinds: ReadonlySet<RoomKind>;
  readonly criticalMonths: ReadonlySet<number>;
}

export interface CriterionFields {
  readonly id: string;
  readonly domain: string;
  readonly title: Text;
  readonly says: Text;
  readonly provisions: readonly Provision[];
  readonly place: PlaceKind;
  readonly appliesTo: AppliesTo;
  readonly parts: readonly Part[];
  readonly tier: TierRule;
  readonly confidence: Confidence;
  readonly isPolicy: boolean;
  readonly lastCheckedOn: Day;
  readonly norm: string | null;
  readonly lift: Lift | null;
  readonly aggravation: Aggravation | null;
  readonly explains: Text | null;
}

/** One testable statement. `parts` is empty only where national norms alone judge it. */
export interface Criterion extends CriterionFields {
  /** Every input that the result may rest on, each once, in order. */
  readonly inputIds: readonly string[];
}

export function makeCriterion(fields: CriterionFields): Criterion {
  const uses = fields.parts.map((part) => part.use);
  if (fields.lift !== null) uses.push(fields.lift.test.use);
  for (const provision of fields.provisions) if (provision.test !== null) uses.push(provision.test.use);
  const ids = uses.flatMap((use) => use.inputIds);
  return { ...fields, inputIds: [...new Set([...fields.appliesTo.when.keys(), ...ids])] };
}

/** A rule of national law, judged pass or fail beside a criterion and never in the index.
 *
 * `requiredFrom` maps a date to the condition in force; empty means "norm not entered", which is shown
 * as such and never guessed. */
export interface Norm {
  readonly id: string;
  readonly criterion: string;
  readonly says: Text;
  readonly provision: Provision;
  readonly appliesTo: AppliesTo;
  readonly use: MeasureUse;
  readonly requiredFrom: readonly (readonly [Day, Condition])[];
  readonly lastCheckedOn: Day;
  readonly place: PlaceKind;
}

/** A chapter of the report and a factor of the index. */
export interface DomainOfLife {
  readonly id: string;
  readonly title: Text;
}

/** A figure that a person must settle against the source. `concerns`: ids of criteria, norms or
 * instruments. */
export interface Doubt {
  readonly id: string;
  readonly concerns: readonly string[];
  readonly says: Text;
  readonly confidence: Confidence;
}

/** A versioned set of standards; maps are in the order of its files. `sha256` covers every byte of its
 * files. */
export interface Pack {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly sha256: string;
  readonly domains: ReadonlyMap<string, DomainOfLife>;
  readonly units: ReadonlyMap<string, Text>;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly criteria: ReadonlyMap<string, Criterion>;
  readonly norms: ReadonlyMap<string, Norm>;
  readonly doubts: readonly Doubt[];
  readonly measurementErrorM: Fraction;
  readonly country: string | null;
}
