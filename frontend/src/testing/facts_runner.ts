/** Facts out of operations as a program: a line of JSON in, a line of JSON out. tests/twin runs it beside
 * the server's own reading, and holds the two to the same facts. */
import { createInterface } from 'node:readline';
import { canonicalText } from '../domain/canonical';
import type { Facility } from '../domain/facts';
import { inputsOf } from '../domain/facts_document';
import { factsOf, NoDay } from '../domain/inspection_facts';
import { InspectionModel, type Known } from '../domain/inspection_model';
import { stateOf } from '../domain/inspection_state';
import type { Json } from '../domain/json';
import { readBody } from '../domain/operation_reading';
import { bodyHash, bodyText, coversHash } from '../domain/operations';
import { packFromDocument } from '../domain/pack_document';
import type { Pack } from '../domain/standards';
import { factsDocument } from './facts_writing';

/** One operation; `text` is its body as it was signed. */
type Logged = Omit<Known, 'body'> & { readonly text: string };

/** `pack` is kept under the name in `as`; `packs` are names that were sent before. `text`: is it the body
 * of an operation, and what are its hash and text when it is written anew? */
interface Asked {
  readonly as?: string;
  readonly pack?: Json;
  readonly text?: string;
  readonly insp?: string;
  readonly log?: readonly Logged[];
  readonly facility?: Facility;
  readonly packs?: readonly string[];
}

const packs = new Map<string, Pack>();

function answered(asked: Asked): Json {
  if (asked.as !== undefined) {
    packs.set(asked.as, packFromDocument(asked.pack as Json));
    return null;
  }
  if (asked.text !== undefined) return readAnew(asked.text);
  const model = new InspectionModel(asked.insp ?? '');
  model.take((asked.log ?? []).map(({ text, ...known }) => ({ ...known, body: JSON.parse(text) })));
  const used = (asked.packs ?? []).map((name) => packs.get(name) as Pack);
  const criteria = new Set(used.flatMap((pack) => [...pack.criteria.keys()]));
  const { region = null, codes = [], ...facility } = asked.facility as Partial<Facility>;
  const whole = { ...facility, region, codes } as Facility;
  return {
    ...facts(model, whole, used, criteria),
    covers: model.covers(),
    review_state: model.reviewState(),
  };
}

function facts(
  model: InspectionModel,
  facility: Facility,
  used: readonly Pack[],
  criteria: ReadonlySet<string>,
) {
  try {
    const read = factsOf(stateOf(model), facility, inputsOf(used), criteria);
    const notUsed = read.notUsed.map(({ entity, field, ops, reason }) => [entity, field, ops, reason]);
    return { facts: factsDocument(read.facts), not_used: notUsed };
  } catch (error) {
    if (error instanceof NoDay) return { facts: null, not_used: [] };
    throw error;
  }
}

function readAnew(text: string): Json {
  const body = readBody(text);
  if (body === null) return null;
  const again = bodyText(body);
  return { text: again, bh: bodyHash(again), covers: coversHash([body.op, body.e]) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer: string;
  try {
    answer = canonicalText(answered(JSON.parse(line) as Asked));
  } catch (error) {
    answer = JSON.stringify({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
  process.stdout.write(`${answer}\n`);
}
