import { describe, expect, it } from 'vitest';
import { fixture, packFixture } from '../testing/fixtures';
import { DocumentFault } from './document_part';
import { Fraction } from './exact';
import type { Json, JsonObject } from './json';
import { PACK_DOCUMENT_VERSION, packFromDocument } from './pack_document';

const DERIVED = new Set(['inputIds']);
const PAIRED = new Set(['units', 'inputs_of_use', 'when']);

/** A value of the pack as its document says it, field by field, whatever fields there are. */
function written(value: unknown, name = ''): Json {
  if (value instanceof Fraction) return String(value);
  if (value instanceof Set) return [...value].sort((a, b) => (a < b ? -1 : 1)).map((one) => written(one));
  if (value instanceof Map) {
    const pairs = [...value].map(([key, one]): Json => [key, written(one)]);
    return PAIRED.has(name) ? pairs : pairs.map((pair) => (pair as readonly Json[])[1] ?? null);
  }
  if (Array.isArray(value)) return value.map((one) => written(one));
  if (typeof value !== 'object' || value === null) return value as Json;
  const isUse = 'measure' in value && 'inputs' in value;
  const fields = Object.entries(value).filter(([field]) => !DERIVED.has(field));
  return Object.fromEntries(
    fields.map(([field, one]) => [
      snake(field),
      written(one, isUse && field === 'inputs' ? 'inputs_of_use' : field),
    ]),
  );
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const NAMES = ['pack_international', 'pack_kz', 'pack_nl', 'vector_pack_compact', 'vector_pack_country'];

describe('a pack from its document', () => {
  it.each(NAMES)('%s holds all that the document says, and nothing else', (name) => {
    const document = fixture(name);
    const pack = written(packFromDocument(document)) as JsonObject;
    expect({ reference: PACK_DOCUMENT_VERSION, ...pack }).toEqual(document);
  });

  it('keeps the order of the files, for the chapters of the report and the inputs of a criterion', () => {
    const document = fixture<{ criteria: { id: string }[]; domains: { id: string }[] }>('pack_international');
    const pack = packFixture('international');
    expect([...pack.criteria.keys()]).toEqual(document.criteria.map((one) => one.id));
    expect([...pack.domains.keys()]).toEqual(document.domains.map((one) => one.id));
    expect([...pack.domains.keys()]).not.toEqual([...pack.domains.keys()].sort());
  });

  it('names every input that a criterion may rest on, each once', () => {
    const known = fixture<{ input_ids: Record<string, string[]> }>('lower_cases').input_ids;
    const criteria = [...packFixture('international').criteria.values()];
    expect(Object.fromEntries(criteria.map((one) => [one.id, one.inputIds]))).toEqual(known);
  });

  it('is refused with the place of what does not fit', () => {
    const document = fixture<Record<string, Json>>('pack_kz');
    expect(() => packFromDocument({ ...document, reference: 2 })).toThrow(/update the app/);
    expect(() => packFromDocument({ ...document, version: '1' })).toThrow(
      new DocumentFault('pack.version holds "1" where a whole number belongs'),
    );
    const { doubts, ...lacking } = document;
    expect(() => packFromDocument(lacking)).toThrow('pack.doubts holds nothing where a list belongs');
    expect(() => packFromDocument({ ...document, instruments: [{ id: 'x', family: 'mine' }] })).toThrow(
      'pack.instruments[0].family holds "mine" where one of national, un, icrc, cpt_ecthr, other belongs',
    );
  });
});
