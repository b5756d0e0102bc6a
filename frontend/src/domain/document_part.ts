/** A value somewhere in a JSON document, read with the shape that it must have there. */
import { type Day, isDay } from './days';
import { Fraction } from './exact';
import { type Json, type JsonObject, LANGUAGES, type Text } from './json';

/** What a document says in a shape that it cannot have; the text says where, and what belongs there. */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault';
}

/** Every reading method throws DocumentFault where the value is another than its name says. */
export class DocumentPart {
  constructor(
    private readonly value: Json | undefined,
    private readonly path: string,
  ) {}

  field(name: string): DocumentPart {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.fault('an object');
    return new DocumentPart((value as JsonObject)[name], `${this.path}.${name}`);
  }

  items(): DocumentPart[] {
    if (!Array.isArray(this.value)) throw this.fault('a list');
    const items = this.value as readonly Json[];
    return items.map((item, index) => new DocumentPart(item, `${this.path}[${index}]`));
  }

  /** A list of two. */
  pair(): [DocumentPart, DocumentPart] {
    const [first, second, ...more] = this.items();
    if (first === undefined || second === undefined || more.length > 0) throw this.fault('a list of two');
    return [first, second];
  }

  orNull<T>(read: (part: DocumentPart) => T): T | null {
    return this.value === null ? null : read(this);
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.fault('a text');
    return this.value;
  }

  flag(): boolean {
    if (typeof this.value !== 'boolean') throw this.fault('true or false');
    return this.value;
  }

  whole(): number {
    if (!Number.isSafeInteger(this.value)) throw this.fault('a whole number');
    return this.value as number;
  }

  day(): Day {
    if (!isDay(this.value)) throw this.fault('a day as YYYY-MM-DD');
    return this.value;
  }

  fraction(): Fraction {
    try {
      return Fraction.fromText(this.text());
    } catch (error) {
      throw this.fault('an exact number as text', error);
    }
  }

  oneOf<W extends string | number>(known: readonly W[]): W {
    const found = known.find((one) => one === this.value);
    if (found === undefined) throw this.fault(`one of ${known.join(', ')}`);
    return found;
  }

  manyOf<W extends string>(known: readonly W[]): ReadonlySet<W> {
    return new Set(this.items().map((item) => item.oneOf(known)));
  }

  texts(): string[] {
    return this.items().map((item) => item.text());
  }

  /** One wording per language. */
  wordings(): Text {
    const found: Partial<Record<(typeof LANGUAGES)[number], string>> = {};
    for (const language of LANGUAGES) {
      const wording = this.field(language);
      if (wording.value !== undefined) found[language] = wording.text();
    }
    return found;
  }

  fault(wanted: string, cause?: unknown): DocumentFault {
    const found = this.value === undefined ? 'nothing' : JSON.stringify(this.value).slice(0, 60);
    return new DocumentFault(`${this.path} holds ${found} where ${wanted} belongs`, { cause });
  }
}
