import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVector, vectorNames } from '../testing/vectors';
import type { JsonObject } from './json';
import { MOST_BASES, readBody, tooLarge } from './operation_reading';
import {
  b64,
  bodyHash,
  bodyText,
  coversHash,
  EMPTY_CHAIN,
  firstLink,
  linkOf,
  NotSignable,
  nextInStream,
  un64,
  wellFormedText,
} from './operations';

interface ChainVector {
  readonly bodies: readonly JsonObject[];
  readonly certificate: string;
  readonly links: readonly { dev: string; seq: number; prev: string; bh: string }[];
  readonly log: readonly (readonly [op: string, bh: string])[];
  readonly covers: readonly string[][];
  readonly bytes: readonly string[];
  readonly result: object;
}

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

describe('the chain vectors', () => {
  it.each(vectorNames('chain'))('%s has the bytes and hashes of the server', (name) => {
    const vector = readVector('chain', name) as ChainVector;
    const texts = vector.bodies.map(bodyText);
    const log = [EMPTY_CHAIN];
    for (const [op, bh] of vector.log) log.push(nextInStream(log.at(-1) ?? '', op, bh));
    expect(vector.result).toMatchObject({
      bodies: texts.map((text) => ({ text, bh: bodyHash(text) })),
      first: firstLink(vector.certificate),
      links: vector.links.map((said) => linkOf(said.dev, said.seq, said.prev, said.bh)),
      log,
      covers: vector.covers.map(coversHash),
      bytes: vector.bytes.map((hex) => b64(bytesOf(hex))),
    });
  });
});

describe('the text of a body', () => {
  it('is read back as what was said, and is written the same again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), wholeJson()), (body) => {
        const text = bodyText(body as JsonObject);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(body)));
        expect(bodyText(JSON.parse(text) as JsonObject)).toBe(text);
      }),
    );
  });

  it('replaces the half of an emoji that was cut in two', () => {
    expect(bodyText({ says: 'a\ud83d', 'k\udc00': ['\ud83d\ude00'] })).toBe(
      '{"k\ufffd":["\ud83d\ude00"],"says":"a\ufffd"}',
    );
    expect(wellFormedText('\udc00\ud83d\ude00\ud83d')).toBe('\ufffd\ud83d\ude00\ufffd');
  });

  it.each([
    [{ a: undefined }, 'a'],
    [{ a: [1, { b: 1.5 }] }, 'a/1/b'],
    [{ a: 2 ** 53 }, 'a'],
    [{ a: Number.NaN }, 'a'],
    [{ a: new Date(0) }, 'a'],
    [{ a: 1n }, 'a'],
    [{ a: [undefined] }, 'a/0'],
  ])('is refused where something is no whole JSON: %o', (body, path) => {
    expect(() => bodyText(body as unknown as JsonObject)).toThrow(NotSignable);
    expect(() => bodyText(body as unknown as JsonObject)).toThrow(`at ${path}`);
  });

  it('is refused beyond the depth that the server reads', () => {
    expect(() => bodyText(nested(32))).not.toThrow();
    expect(() => bodyText(nested(33))).toThrow(NotSignable);
  });
});

describe('what is too large is known before it is signed', () => {
  it.each([
    [{ sets: [{ f: 'x', val: 1, base: ids(200) }] }, null],
    [{ sets: [{ f: 'x', val: 1, base: ids(201) }] }, { limit: 'base', given: 201, most: 200, field: 'x' }],
    [{ sets: many(10, 200) }, null],
    [{ sets: many(21, 96) }, { limit: 'bases', given: 2016, most: MOST_BASES }],
    [{ says: 'ғ'.repeat(20_000) }, null],
    [{ says: '😀'.repeat(10_001) }, null],
    [{ says: 'ғ'.repeat(20_001) }, { limit: 'string', given: 20_001, most: 20_000 }],
    [{ says: ids(4).map(() => 'ғ'.repeat(9000)) }, { limit: 'body', given: 72_022, most: 65_536 }],
  ])('case %#', (body, found) => {
    expect(tooLarge(body as JsonObject, bodyText(body as JsonObject))).toEqual(found);
  });

  it('agrees with what is read as an operation', () => {
    const named = { v: 1, op: 'o', insp: 'i', e: 'room:r', k: 'set', usr: 'u' };
    for (const length of [19_999, 20_000, 20_001, 65_536]) {
      const body = { ...named, says: 'x'.repeat(length) };
      const text = bodyText(body);
      expect(readBody(text) === null).toBe(tooLarge(body, text) !== null);
    }
  });
});

describe('base64url', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(un64(b64(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it.each(['+', 'a/b=', 'A', 'ab cd', 'é'])('refuses %s', (text) => {
    expect(() => un64(text)).toThrow(RangeError);
  });
});

function wholeJson() {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('tree'), { maxKeys: 3 }),
    ),
  }));
  return tree;
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `o${at}`);
}

function many(writes: number, bases: number): JsonObject[] {
  return Array.from({ length: writes }, (_, at) => ({ f: `f${at}`, val: 1, base: ids(bases) }));
}

function nested(depth: number): JsonObject {
  return depth === 1 ? {} : { a: nested(depth - 1) };
}
