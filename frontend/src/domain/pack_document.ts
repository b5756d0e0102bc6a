/** The pack that a pack document holds, exactly the server's; twin of domain/pack_document.py. */
import { Bands, Condition, Cut, LEVELS, type Level, NumberSet } from './bands';
import { DocumentFault, DocumentPart } from './document_part';
import type { Json } from './json';
import {
  type Aggravation,
  type AppliesTo,
  type Criterion,
  type DomainOfLife,
  type Doubt,
  type Input,
  type Instrument,
  type Lift,
  MeasureUse,
  makeCriterion,
  NOTHING_TO_COUNT,
  type Norm,
  type Option,
  type Pack,
  Part,
  type Provision,
  type Test,
  type TierRule,
} from './standards';
import {
  CONFIDENCES,
  FACILITY_KINDS,
  FAMILIES,
  INPUT_KINDS,
  PEOPLE,
  PLACE_KINDS,
  REGIMES,
  ROOM_KINDS,
  STANDINGS,
  TIERS,
} from './terms';

export const PACK_DOCUMENT_VERSION = 1;

const MEANINGS_OF_NOTHING: readonly (Level | typeof NOTHING_TO_COUNT)[] = [...LEVELS, NOTHING_TO_COUNT];

/** Throws DocumentFault where the document has another shape, or is of another version. */
export function packFromDocument(document: Json): Pack {
  const pack = new DocumentPart(document, 'pack');
  const version = pack.field('reference').whole();
  if (version !== PACK_DOCUMENT_VERSION) {
    throw new DocumentFault(
      `the standards came as version ${version} of their document and this app reads ${PACK_DOCUMENT_VERSION}: update the app`,
    );
  }
  return {
    id: pack.field('id').text(),
    version: pack.field('version').whole(),
    title: pack.field('title').wordings(),
    sha256: pack.field('sha256').text(),
    country: pack.field('country').orNull((one) => one.text()),
    measurementErrorM: pack.field('measurement_error_m').fraction(),
    domains: byId(pack.field('domains'), domainFrom),
    units: pairs(pack.field('units'), (name) => name.wordings()),
    instruments: byId(pack.field('instruments'), instrumentFrom),
    inputs: byId(pack.field('inputs'), inputFrom),
    criteria: byId(pack.field('criteria'), criterionFrom),
    norms: byId(pack.field('norms'), normFrom),
    doubts: pack.field('doubts').items().map(doubtFrom),
  };
}

function domainFrom(one: DocumentPart): DomainOfLife {
  return { id: one.field('id').text(), title: one.field('title').wordings() };
}

function instrumentFrom(one: DocumentPart): Instrument {
  return {
    id: one.field('id').text(),
    family: one.field('family').oneOf(FAMILIES),
    standing: one.field('standing').oneOf(STANDINGS),
    name: one.field('name').wordings(),
    short: one.field('short').wordings(),
    year: one.field('year').whole(),
  };
}

function inputFrom(one: DocumentPart): Input {
  return {
    id: one.field('id').text(),
    place: one.field('place').oneOf(PLACE_KINDS),
    kind: one.field('kind').oneOf(INPUT_KINDS),
    label: one.field('label').wordings(),
    unit: one.field('unit').orNull((unit) => unit.text()),
    plausible: one.field('plausible').orNull((range) => {
      const [low, high] = range.pair();
      return [low.fraction(), high.fraction()];
    }),
    options: one.field('options').items().map(optionFrom),
  };
}

function optionFrom(one: DocumentPart): Option {
  return { id: one.field('id').text(), label: one.field('label').wordings() };
}

function criterionFrom(one: DocumentPart): Criterion {
  return makeCriterion({
    id: one.field('id').text(),
    domain: one.field('domain').text(),
    title: one.field('title').wordings(),
    says: one.field('says').wordings(),
    provisions: one.field('provisions').items().map(provisionFrom),
    place: one.field('place').oneOf(PLACE_KINDS),
    appliesTo: appliesToFrom(one.field('applies_to')),
    parts: one.field('parts').items().map(partFrom),
    tier: tierRuleFrom(one.field('tier')),
    confidence: one.field('confidence').oneOf(CONFIDENCES),
    isPolicy: one.field('is_policy').flag(),
    lastCheckedOn: one.field('last_checked_on').day(),
    norm: one.field('norm').orNull((norm) => norm.text()),
    lift: one.field('lift').orNull(liftFrom),
    aggravation: one.field('aggravation').orNull(aggravationFrom),
    explains: one.field('explains').orNull((text) => text.wordings()),
  });
}

function normFrom(one: DocumentPart): Norm {
  return {
    id: one.field('id').text(),
    criterion: one.field('criterion').text(),
    says: one.field('says').wordings(),
    provision: provisionFrom(one.field('provision')),
    appliesTo: appliesToFrom(one.field('applies_to')),
    use: useFrom(one.field('use')),
    requiredFrom: one
      .field('required_from')
      .items()
      .map((dated) => fromDay(dated, conditionFrom)),
    lastCheckedOn: one.field('last_checked_on').day(),
    place: one.field('place').oneOf(PLACE_KINDS),
  };
}

function doubtFrom(one: DocumentPart): Doubt {
  return {
    id: one.field('id').text(),
    concerns: one.field('concerns').texts(),
    says: one.field('says').wordings(),
    confidence: one.field('confidence').oneOf(CONFIDENCES),
  };
}

function provisionFrom(one: DocumentPart): Provision {
  return {
    instrument: one.field('instrument').text(),
    number: one.field('number').text(),
    metAt: one.field('met_at').orNull((level) => level.oneOf(LEVELS)),
    test: one.field('test').orNull(testFrom),
    isPersonalSpaceTest: one.field('is_personal_space_test').flag(),
  };
}

function appliesToFrom(one: DocumentPart): AppliesTo {
  return {
    roomKinds: one.field('room_kinds').manyOf(ROOM_KINDS),
    regimes: one.field('regimes').manyOf(REGIMES),
    people: one.field('people').manyOf(PEOPLE),
    facilityKinds: one.field('facility_kinds').manyOf(FACILITY_KINDS),
    when: pairs(one.field('when'), conditionFrom),
  };
}

function partFrom(one: DocumentPart): Part {
  return new Part(
    useFrom(one.field('use')),
    one
      .field('bands_from')
      .items()
      .map((dated) => fromDay(dated, bandsFrom)),
    one.field('when_nothing').orNull((meaning) => meaning.oneOf(MEANINGS_OF_NOTHING)),
    one.field('title').orNull((title) => title.wordings()),
  );
}

function useFrom(one: DocumentPart): MeasureUse {
  return new MeasureUse(
    one.field('measure').text(),
    pairs(one.field('inputs'), (ids) => ids.texts()),
  );
}

function testFrom(one: DocumentPart): Test {
  return { use: useFrom(one.field('use')), holdsWhen: conditionFrom(one.field('holds_when')) };
}

function liftFrom(one: DocumentPart): Lift {
  return {
    to: one.field('to').oneOf(LEVELS),
    within: conditionFrom(one.field('within')),
    test: testFrom(one.field('test')),
  };
}

function aggravationFrom(one: DocumentPart): Aggravation {
  return { within: conditionFrom(one.field('within')), by: one.field('by').texts() };
}

function tierRuleFrom(one: DocumentPart): TierRule {
  const months = one.field('critical_months').items();
  return {
    tier: one.field('tier').oneOf(TIERS),
    criticalRoomKinds: one.field('critical_room_kinds').manyOf(ROOM_KINDS),
    criticalMonths: new Set(months.map((month) => month.whole())),
  };
}

function bandsFrom(one: DocumentPart): Bands {
  const byLevel = one.field('by_level').items();
  const edges = one.field('edges').items();
  return new Bands(
    byLevel.map((item) => {
      const [level, condition] = item.pair();
      return [level.oneOf(LEVELS), conditionFrom(condition)] as const;
    }),
    edges.map((edge) => edge.fraction()),
  );
}

function conditionFrom(one: DocumentPart): Condition {
  return new Condition(
    one.field('text').text(),
    one.field('numbers').orNull(numbersFrom),
    one.field('options').orNull((options) => new Set(options.texts())),
  );
}

function numbersFrom(one: DocumentPart): NumberSet {
  const spans = one.field('spans').items();
  return new NumberSet(
    spans.map((span) => {
      const [low, high] = span.pair();
      return [low.orNull(cutFrom), high.orNull(cutFrom)];
    }),
  );
}

function cutFrom(one: DocumentPart): Cut {
  return new Cut(one.field('at').fraction(), one.field('after').flag());
}

function fromDay<T>(dated: DocumentPart, read: (one: DocumentPart) => T): readonly [string, T] {
  const [since, one] = dated.pair();
  return [since.day(), read(one)];
}

/** In the order of the list. */
function byId<T extends { readonly id: string }>(
  list: DocumentPart,
  read: (one: DocumentPart) => T,
): ReadonlyMap<string, T> {
  return new Map(
    list
      .items()
      .map((item) => read(item))
      .map((one) => [one.id, one]),
  );
}

function pairs<T>(list: DocumentPart, read: (one: DocumentPart) => T): ReadonlyMap<string, T> {
  return new Map(
    list.items().map((item) => {
      const [key, one] = item.pair();
      return [key.text(), read(one)];
    }),
  );
}
