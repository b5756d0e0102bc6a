/** The scoring of the tablet as a program: a line of JSON in, a line of JSON out. tests/twin runs it
 * beside the server's own scoring, and holds the two to the same bytes. */
import { createInterface } from 'node:readline';
import { canonicalBytes } from '../domain/canonical';
import { factsFromDocument } from '../domain/facts_document';
import type { Json } from '../domain/json';
import { packFromDocument } from '../domain/pack_document';
import { assess } from '../domain/scoring/assessing';
import { assessmentDocument } from '../domain/scoring/document';
import type { Pack } from '../domain/standards';

/** `pack` is kept under its id in `as`; the rest names packs that were sent before. `criteria`: those
 * that are left of the main pack, in its order. */
interface Asked {
  readonly as?: string;
  readonly pack?: Json;
  readonly facts?: Json;
  readonly main?: string;
  readonly norms?: readonly string[];
  readonly criteria?: readonly string[] | null;
  readonly on?: string | null;
}

const packs = new Map<string, Pack>();

function answered(asked: Asked): string {
  if (asked.as !== undefined) {
    packs.set(asked.as, packFromDocument(asked.pack as Json));
    return 'null';
  }
  const main = cutDown(packNamed(asked.main ?? ''), asked.criteria ?? null);
  const norms = (asked.norms ?? []).map(packNamed);
  const facts = factsFromDocument(asked.facts ?? null, [main, ...norms]);
  const document = assessmentDocument(assess(facts, main, norms, asked.on));
  return new TextDecoder().decode(canonicalBytes(document));
}

function packNamed(name: string): Pack {
  const pack = packs.get(name);
  if (pack === undefined) throw new RangeError(`no pack '${name}' was sent`);
  return pack;
}

function cutDown(pack: Pack, criteria: readonly string[] | null): Pack {
  if (criteria === null) return pack;
  return { ...pack, criteria: new Map([...pack.criteria].filter(([id]) => criteria.includes(id))) };
}

function refusal(error: unknown): string {
  return JSON.stringify({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer: string;
  try {
    answer = answered(JSON.parse(line) as Asked);
  } catch (error) {
    answer = refusal(error);
  }
  process.stdout.write(`${answer}\n`);
}
