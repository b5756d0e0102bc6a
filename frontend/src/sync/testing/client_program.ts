/** Tablets that a test drives by lines of JSON, against a real server over a real line. */
import 'fake-indexeddb/auto';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../../domain/json';
import type { Act, EntityType, OperationKind } from '../../domain/operations';
import type { Kind } from '../engine';
import { rescueFile } from '../rescue';
import { overHttp } from '../transport';
import { copyOf, TestTablet, TestWorld } from './tablet';

interface Asked {
  readonly do: string;
  readonly tablet: string;
  readonly root: string;
  readonly code: string;
  readonly insp: string;
  readonly entity: string;
  readonly kind: OperationKind;
  readonly sets: JsonObject;
  readonly more: JsonObject;
  readonly size: number;
  readonly how: Kind;
  readonly from: string;
  readonly ms: number;
}

const tablets = new Map<string, TestTablet>();
const ENTITIES: readonly EntityType[] = ['inspection', 'facility', 'block', 'room', 'evidence', 'comment'];

function tabletOf({ tablet }: Asked): TestTablet {
  const found = tablets.get(tablet);
  if (found === undefined) throw new Error(`no tablet ${tablet}`);
  return found;
}

async function make(asked: Asked, disk?: IDBFactory): Promise<null> {
  const send = overHttp(asked.root, new TestWorld());
  tablets.set(asked.tablet, await TestTablet.make(send, disk));
  return null;
}

async function record(asked: Asked): Promise<string> {
  const opened = await tabletOf(asked).session.inspections.openInspection(asked.insp);
  try {
    const sets = Object.entries(asked.sets).map(([field, value]) => ({ field, value }));
    const act: Act = { entity: asked.entity, kind: asked.kind, sets, more: asked.more };
    return (await opened.record(act)).op;
  } finally {
    opened.close();
  }
}

/** Heads by entity and field. */
async function picture(asked: Asked): Promise<Record<string, string[]>> {
  const opened = await tabletOf(asked).session.inspections.openInspection(asked.insp);
  const found: Record<string, string[]> = {};
  const entities = new Set(ENTITIES.flatMap((kind) => opened.model.entities(kind)));
  for (const entity of entities) {
    for (const field of opened.model.fieldsOf(entity)) {
      const heads = opened.model.heads(entity, field).map((head) => head.op);
      found[`${entity} ${field}`] = heads.sort();
    }
  }
  opened.close();
  return found;
}

const DOORS: Readonly<Record<string, (asked: Asked) => Promise<unknown>>> = {
  make: (asked) => make(asked),
  copy: async (asked) => {
    const from = tablets.get(asked.from);
    if (from === undefined) throw new Error(`no tablet ${asked.from}`);
    return make(asked, await copyOf(from.indexedDB));
  },
  enrol: (asked) => tabletOf(asked).enrol(asked.code),
  record,
  attach: (asked) => tabletOf(asked).attach(asked.insp, asked.size),
  sync: (asked) => tabletOf(asked).engine.synchronise(asked.how),
  wait: async (asked) => {
    tabletOf(asked).world.counted += asked.ms;
    return null;
  },
  state: async (asked) => tabletOf(asked).engine.state.value,
  picture,
  rescue: async (asked) => {
    const { session } = tabletOf(asked);
    const file = await rescueFile(session.tablet.outbox, null, new Date(), {});
    return file === null ? null : file.text();
  },
};

async function answer(line: string): Promise<string> {
  try {
    const asked = JSON.parse(line) as Asked;
    const door = DOORS[asked.do];
    if (door === undefined) throw new Error(`nothing is called ${asked.do}`);
    return JSON.stringify((await door(asked)) ?? null);
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await answer(line)}\n`);
}
process.exit(0);
