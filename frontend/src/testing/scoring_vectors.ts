/** The scoring vectors with their packs, for tests of the engine and of what is built on it. */

import type { Facts } from '../domain/facts';
import { factsFromDocument } from '../domain/facts_document';
import type { Json } from '../domain/json';
import { packFromDocument } from '../domain/pack_document';
import type { Pack } from '../domain/standards';
import { readFixture, readVector, vectorNames } from './vectors';

export interface ScoringVector {
  readonly name: string;
  readonly main: Pack;
  readonly norms: readonly Pack[];
  readonly facts: Facts;
  readonly on: string | null;
  readonly result: Json;
}

interface Written {
  readonly packs: readonly string[];
  readonly criteria?: readonly string[];
  readonly on?: string;
  readonly facts: Json;
  readonly result: Json;
}

const read = new Map<string, Pack>();

export function scoringVectors(): ScoringVector[] {
  return vectorNames('.').map(scoringVector);
}

export function scoringVector(name: string): ScoringVector {
  const written = readVector('.', name) as Written;
  const [first, ...norms] = written.packs.map(packNamed);
  if (first === undefined) throw new Error(`${name} names no pack`);
  const main = cutDown(first, written.criteria);
  const facts = factsFromDocument(written.facts, [main, ...norms]);
  return { name, main, norms, facts, on: written.on ?? null, result: written.result };
}

function packNamed(name: string): Pack {
  const pack = read.get(name) ?? packFromDocument(readFixture(`vector_pack_${name}.json`));
  read.set(name, pack);
  return pack;
}

function cutDown(pack: Pack, criteria: readonly string[] | undefined): Pack {
  if (criteria === undefined) return pack;
  return { ...pack, criteria: new Map([...pack.criteria].filter(([id]) => criteria.includes(id))) };
}
