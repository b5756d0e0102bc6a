/** Finding one facility among all that the tablet knows: by words of its name in any language, its code
 * or its region. */
import type { Text } from '../../domain/json';

export interface KnownFacility {
  readonly id: string;
  readonly names: Text;
  readonly codes: readonly string[];
  readonly region: Text | null;
  readonly kind: string;
  readonly isDemo: boolean;
  /** Places that it was built for; null: not known. */
  readonly places: number | null;
  readonly last: { readonly on: string; readonly rating: string | null } | null;
}

export interface Found {
  readonly facilities: readonly KnownFacility[];
  /** How many more there are than were asked for. */
  readonly more: number;
}

/** Letters that a Russian keyboard lacks, and those that people write in two ways. */
const ALIKE: Readonly<Record<string, string>> = {
  ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и', ё: 'е', й: 'и',
}; // biome-ignore format: a table

/** Built once; each search then passes over plain texts, which takes about a millisecond for 1,000. */
export class FacilitySearch {
  private readonly rows: readonly { readonly facility: KnownFacility; readonly hay: string }[];

  constructor(facilities: Iterable<KnownFacility>) {
    this.rows = [...facilities].map((facility) => ({ facility, hay: hayOf(facility) })).sort(byName);
  }

  get size(): number {
    return this.rows.length;
  }

  /** Those in which every typed word begins a word; at most `most` of them. */
  find(typed: string, most: number): Found {
    const words = folded(typed).split(/\s+/).filter(Boolean);
    const fitting = this.rows.filter(({ hay }) => words.every((word) => hay.includes(` ${word}`)));
    return {
      facilities: fitting.slice(0, most).map(({ facility }) => facility),
      more: Math.max(0, fitting.length - most),
    };
  }
}

function hayOf(facility: KnownFacility): string {
  const texts = [
    ...Object.values(facility.names),
    ...facility.codes,
    ...Object.values(facility.region ?? {}),
  ];
  return ` ${folded(texts.join(' '))}`;
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[әғқңөұүһіёй]/g, (letter) => ALIKE[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
}

function byName(one: { hay: string }, other: { hay: string }): number {
  return one.hay < other.hay ? -1 : one.hay > other.hay ? 1 : 0;
}
