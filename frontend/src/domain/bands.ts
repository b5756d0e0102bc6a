/** Bands: which set of values earns which level; twin of domain/bands.py.
 *
 * A condition is written as people write it: `>=4.0`, `<3`, `0`, `18..26`, `>=16 and <18 or >26`. Bands
 * are read from the best level down, the first that holds decides, so `3: ">=4.0", 2: ">=3.4"` says all.
 * What cannot be meant is refused: a value that no band holds, a band that is never reached, and two
 * bands that cross instead of lying inside or beside each other. */
import { byValue, exactText, Fraction, ONE, parseExact, ZERO } from './exact';

/** 3 recommended, 2 minimum, 1 below, 0 severe. */
export type Level = 0 | 1 | 2 | 3;

export const LEVELS: readonly Level[] = [3, 2, 1, 0];
const ONE_SIDED = /^(>=|<=|>|<)\s*([+-]?[\d.,]+)$/;
const RANGE = /^([+-]?\d+(?:\.\d+)?)\s*\.\.\s*([+-]?\d+(?:\.\d+)?)$/;

/** Bands that cannot be meant; the text says why, in English, for the one who writes a pack. */
export class BandFault extends Error {
  override readonly name = 'BandFault';
}

/** A point between numbers: just below `at`, or just above it (`after`). */
export class Cut {
  constructor(
    readonly at: Fraction,
    readonly after: boolean,
  ) {}

  compare(other: Cut): number {
    return this.at.compare(other.at) || Number(this.after) - Number(other.after);
  }

  /** Whether a number lies above the cut. */
  isBelow(value: Fraction): boolean {
    const over = value.compare(this.at);
    return this.after ? over > 0 : over >= 0;
  }
}

/** From one cut to another; null is without end on that side. */
export type Span = readonly [low: Cut | null, high: Cut | null];

/** Disjoint spans in rising order. */
export class NumberSet {
  constructor(readonly spans: readonly Span[]) {}

  holds(value: Fraction): boolean {
    for (const [low, high] of this.spans) {
      if ((low === null || low.isBelow(value)) && (high === null || !high.isBelow(value))) return true;
    }
    return false;
  }

  minus(other: NumberSet): NumberSet {
    return this.both(other.outside());
  }

  outside(): NumberSet {
    const spans: Span[] = [];
    let start: Cut | null = null;
    for (const [low, high] of this.spans) {
      if (low !== null) spans.push([start, low]);
      start = high;
      if (high === null) return new NumberSet(spans);
    }
    spans.push([start, null]);
    return new NumberSet(spans);
  }

  both(other: NumberSet): NumberSet {
    const spans: Span[] = [];
    for (const a of this.spans) {
      for (const b of other.spans) {
        const low = later(a[0], b[0]);
        const high = earlier(a[1], b[1]);
        if (low === null || high === null || low.compare(high) < 0) spans.push([low, high]);
      }
    }
    return new NumberSet(spans.sort(byStart));
  }

  get isEmpty(): boolean {
    return this.spans.length === 0;
  }

  get edges(): readonly Fraction[] {
    return eachOnce(this.spans.flatMap((span) => span.flatMap((cut) => (cut === null ? [] : [cut.at]))));
  }

  /** A number inside, for telling a writer of a pack what no band holds. Throws where it is empty. */
  someValue(): Fraction {
    const span = this.spans[0];
    if (span === undefined) throw new RangeError('an empty set of numbers holds no number');
    const [low, high] = span;
    if (low === null) return high === null ? ZERO : high.at.sub(ONE);
    if (high === null) return low.at.add(ONE);
    return low.after ? low.at.add(high.at).div(Fraction.of(2)) : low.at;
  }
}

/** Numbers that satisfy it, or options that do; `text` is as written in the pack. */
export class Condition {
  constructor(
    readonly text: string,
    readonly numbers: NumberSet | null = null,
    readonly options: ReadonlySet<string> | null = null,
  ) {}

  holds(value: Fraction | string): boolean {
    if (typeof value === 'string') return this.options?.has(value) ?? false;
    return this.numbers?.holds(value) ?? false;
  }
}

/** Conditions from the best level down. */
export class Bands {
  constructor(
    readonly byLevel: readonly (readonly [Level, Condition])[],
    readonly edges: readonly Fraction[] = [],
  ) {}

  /** Throws BandFault where no band holds the value. */
  levelOf(value: Fraction | string): Level {
    for (const [level, condition] of this.byLevel) if (condition.holds(value)) return level;
    throw new BandFault(`no band holds ${value}`);
  }

  textOf(level: Level): string {
    const found = this.byLevel.find(([one]) => one === level);
    if (found === undefined) throw new BandFault(`there is no band ${level}`);
    return found[1].text;
  }

  get isNumeric(): boolean {
    return (this.byLevel[0]?.[1].numbers ?? null) !== null;
  }
}

/** Conditions by level, as a pack writes them. */
export type Written<T> = Readonly<Partial<Record<Level, T>>>;

/** `>=3.0 and <4.0 or >10`, `18..26` (both ends included) or a single number. Throws BandFault. */
export function parseCondition(text: string): Condition {
  let whole: NumberSet | null = null;
  for (const clause of text.split(' or ')) {
    let numbers = new NumberSet([[null, null]]);
    for (const term of clause.split(' and ')) numbers = numbers.both(parseTerm(term.trim(), text));
    if (numbers.isEmpty) throw new BandFault(`no number satisfies '${clause.trim()}'`);
    whole = whole === null ? numbers : whole.outside().both(numbers.outside()).outside();
  }
  return new Condition(text, whole);
}

/** Bands over numbers from `least` (null: no lower end) upward, checked to fit together. */
export function numericBands(conditions: Written<string>, least: Fraction | null = null): Bands {
  const parsed: (readonly [Level, Condition])[] = [];
  const seen: [Level, NumberSet][] = [];
  const from = new NumberSet([[least === null ? null : new Cut(least, false), null]]);
  let left = from;
  for (const level of LEVELS) {
    const text = conditions[level];
    if (text === undefined) continue;
    const condition = parseCondition(text);
    const numbers = numbersOf(condition);
    checkNesting(level, numbers.both(from), seen);
    if (left.both(numbers).isEmpty) {
      throw new BandFault(`band ${level} is never reached: better bands hold all of it`);
    }
    left = left.minus(numbers);
    seen.push([level, numbers.both(from)]);
    parsed.push([level, condition]);
  }
  if (!left.isEmpty) {
    throw new BandFault(`no band holds ${exactText(left.someValue())}: the bands leave a gap`);
  }
  return new Bands(parsed, eachOnce(parsed.flatMap(([, condition]) => numbersOf(condition).edges)));
}

/** Bands over the options of a choice: each option in exactly one band. */
export function optionBands(conditions: Written<readonly string[]>, options: Iterable<string>): Bands {
  const known = new Set(options);
  const placed = new Set<string>();
  const byLevel: (readonly [Level, Condition])[] = [];
  for (const level of LEVELS) {
    const chosen = conditions[level];
    if (chosen === undefined) continue;
    const ordered = [...new Set(chosen)].sort();
    for (const option of ordered) {
      if (!known.has(option)) {
        throw new BandFault(`band ${level} names '${option}', which is no option of the input`);
      }
      if (placed.has(option)) {
        throw new BandFault(`option '${option}' stands in two bands: the bands overlap`);
      }
      placed.add(option);
    }
    byLevel.push([level, new Condition(ordered.join(', '), null, new Set(ordered))]);
  }
  const left = [...known].filter((option) => !placed.has(option)).sort();
  if (left.length > 0) throw new BandFault(`no band holds option '${left[0]}': the bands leave a gap`);
  return new Bands(byLevel);
}

function checkNesting(level: Level, numbers: NumberSet, better: readonly [Level, NumberSet][]): void {
  for (const [otherLevel, other] of better) {
    const overlap = numbers.both(other);
    if (!overlap.isEmpty && !other.minus(numbers).isEmpty) {
      throw new BandFault(`bands ${otherLevel} and ${level} overlap at ${exactText(overlap.someValue())}`);
    }
  }
}

function parseTerm(term: string, whole: string): NumberSet {
  try {
    const [, from, to] = RANGE.exec(term) ?? [];
    if (from !== undefined && to !== undefined) {
      return new NumberSet([[new Cut(parseExact(from), false), new Cut(parseExact(to), true)]]);
    }
    const [, sign, at] = ONE_SIDED.exec(term) ?? [];
    if (sign !== undefined && at !== undefined) return oneSided(sign, parseExact(at));
    const value = parseExact(term);
    return new NumberSet([[new Cut(value, false), new Cut(value, true)]]);
  } catch (error) {
    throw new BandFault(`'${whole}' is not a condition: write >=4.0, <3, 18..26 or a number`, {
      cause: error,
    });
  }
}

function oneSided(sign: string, at: Fraction): NumberSet {
  const cut = new Cut(at, sign === '>' || sign === '<=');
  return new NumberSet([sign.startsWith('>') ? [cut, null] : [null, cut]]);
}

function numbersOf(condition: Condition): NumberSet {
  if (condition.numbers === null) throw new BandFault(`'${condition.text}' holds options, not numbers`);
  return condition.numbers;
}

function eachOnce(values: readonly Fraction[]): readonly Fraction[] {
  const ordered = [...values].sort(byValue);
  return ordered.filter((value, index) => index === 0 || !ordered[index - 1]?.equals(value));
}

function later(a: Cut | null, b: Cut | null): Cut | null {
  if (a === null || b === null) return a ?? b;
  return a.compare(b) >= 0 ? a : b;
}

function earlier(a: Cut | null, b: Cut | null): Cut | null {
  if (a === null || b === null) return a ?? b;
  return a.compare(b) <= 0 ? a : b;
}

function byStart([one]: Span, [other]: Span): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  return one.compare(other);
}
