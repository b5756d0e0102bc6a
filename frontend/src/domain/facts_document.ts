/** Facts from their published JSON (docs/schemas/facts.schema.json); twin of what schemas/facts.py reads.
 *
 * Only facts that the server has already found valid are read here: what does not have the shape is
 * refused with its path, but faults are not collected and meanings are not checked. */
import { valueFromJson } from './answer_values';
import { isDay } from './days';
import type {
  Answer,
  Block,
  Evidence,
  Facility,
  Facts,
  Inspection,
  Recommendation,
  Room,
  Source,
  Value,
} from './facts';
import type { Json, JsonObject, Text } from './json';
import { pythonMoment } from './moments';
import type { Input, Pack } from './standards';
import {
  ANSWER_STATES,
  EVIDENCE_KINDS,
  FACILITY_KINDS,
  GRADES,
  NOT_APPLICABLE_REASONS,
  PEOPLE,
  REGIMES,
  ROOM_KINDS,
} from './terms';

/** What is no document of facts; the text says where. */
export class FactsFault extends Error {
  override readonly name = 'FactsFault';
}

/** Facts from parsed JSON; the packs say which kind of value each input takes. Throws FactsFault. */
export function factsFromDocument(document: Json, packs: readonly Pack[]): Facts {
  const root = new Reader(document, 'document');
  if (root.json('facts') !== 1) throw new FactsFault('document.facts: this version of facts is not known');
  const inputs = inputsOf(packs);
  return {
    facility: facilityFrom(root.inside('facility')),
    inspection: inspectionFrom(root.inside('inspection')),
    blocks: root.list('blocks').map((one): Block => ({ id: one.text('id'), name: one.text('name') })),
    rooms: root.list('rooms').map(roomFrom),
    answers: root.list('answers').map((one) => answerFrom(one, inputs)),
    evidence: root.list('evidence').map(evidenceFrom),
    recommendations: root.list('recommendations').map(recommendationFrom),
    isDemo: root.flag('is_demo') ?? false,
    source: root.has('source') ? sourceFrom(root.inside('source')) : null,
    repairs: root.texts('repairs'),
  };
}

/** All inputs of the packs; the first pack that defines one decides. */
export function inputsOf(packs: readonly Pack[]): ReadonlyMap<string, Input> {
  const found = new Map<string, Input>();
  for (const pack of packs) {
    for (const [id, asked] of pack.inputs) if (!found.has(id)) found.set(id, asked);
  }
  return found;
}

/** An object of the document with the path to it. */
class Reader {
  private readonly fields: JsonObject;

  constructor(
    value: Json | undefined,
    readonly path: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(path, 'an object');
    this.fields = value as JsonObject;
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined;
  }

  json(name: string): Json | undefined {
    return this.fields[name];
  }

  at(name: string): string {
    return `${this.path}.${name}`;
  }

  inside(name: string): Reader {
    return new Reader(this.fields[name], this.at(name));
  }

  list(name: string): Reader[] {
    return this.items(name).map((item, position) => new Reader(item, `${this.at(name)}[${position}]`));
  }

  texts(name: string): string[] {
    return this.items(name).map((item) => {
      if (typeof item !== 'string') throw fault(this.at(name), 'a list of texts');
      return item;
    });
  }

  text(name: string): string {
    const found = this.textOrNull(name);
    if (found === null) throw fault(this.at(name), 'a text');
    return found;
  }

  textOrNull(name: string): string | null {
    const found = this.fields[name];
    if (found === undefined) return null;
    if (typeof found !== 'string') throw fault(this.at(name), 'a text');
    return found;
  }

  flag(name: string): boolean | null {
    const found = this.fields[name];
    if (found === undefined) return null;
    if (typeof found !== 'boolean') throw fault(this.at(name), 'true or false');
    return found;
  }

  word<W extends string>(name: string, words: readonly W[]): W {
    const found = this.wordOrNull(name, words);
    if (found === null) throw fault(this.at(name), `one of ${words.join(', ')}`);
    return found;
  }

  wordOrNull<W extends string>(name: string, words: readonly W[]): W | null {
    const found = this.textOrNull(name);
    if (found === null) return null;
    const word = words.find((one) => one === found);
    if (word === undefined) throw fault(this.at(name), `one of ${words.join(', ')}`);
    return word;
  }

  dayOrNull(name: string): string | null {
    const found = this.textOrNull(name);
    if (found !== null && !isDay(found)) throw fault(this.at(name), 'a day, YYYY-MM-DD');
    return found;
  }

  day(name: string): string {
    const found = this.dayOrNull(name);
    if (found === null) throw fault(this.at(name), 'a day, YYYY-MM-DD');
    return found;
  }

  momentOrNull(name: string): string | null {
    const found = this.textOrNull(name);
    return found === null ? null : pythonMoment(found);
  }

  private items(name: string): readonly Json[] {
    const found = this.fields[name];
    if (found === undefined) return [];
    if (!Array.isArray(found)) throw fault(this.at(name), 'a list');
    return found;
  }
}

function fault(path: string, wanted: string): FactsFault {
  return new FactsFault(`${path}: ${wanted} should stand here`);
}

function facilityFrom(read: Reader): Facility {
  return {
    id: read.text('id'),
    names: namesFrom(read.inside('names')),
    kind: read.word('kind', FACILITY_KINDS),
    country: read.text('country'),
    region: read.textOrNull('region'),
    codes: read.texts('codes'),
  };
}

function namesFrom(read: Reader): Text {
  const names: { en?: string; ru?: string; kk?: string } = {};
  for (const language of ['en', 'ru', 'kk'] as const) {
    if (read.has(language)) names[language] = read.text(language);
  }
  return names;
}

function inspectionFrom(read: Reader): Inspection {
  const used = read.has('checklist') ? read.inside('checklist') : null;
  return {
    id: read.text('id'),
    visitedOn: read.day('visited_on'),
    isAnnounced: read.flag('is_announced'),
    team: read.texts('team'),
    checklist:
      used === null
        ? null
        : { id: used.text('id'), version: Number(used.json('version')), sha256: used.text('sha256') },
  };
}

function roomFrom(read: Reader): Room {
  return {
    id: read.text('id'),
    number: read.text('number'),
    kind: read.word('kind', ROOM_KINDS),
    block: read.textOrNull('block'),
    regime: read.wordOrNull('regime', REGIMES),
    people: read.wordOrNull('people', PEOPLE),
    isInUse: read.flag('is_in_use') ?? true,
  };
}

function answerFrom(read: Reader, inputs: ReadonlyMap<string, Input>): Answer {
  const input = read.text('input');
  return {
    input,
    place: read.text('place'),
    state: read.wordOrNull('state', ANSWER_STATES) ?? 'answered',
    value: valueFrom(read, inputs.get(input)),
    grade: read.wordOrNull('grade', GRADES) ?? 'A',
    evidence: read.texts('evidence'),
    observedAt: read.momentOrNull('observed_at'),
    recordedBy: read.textOrNull('recorded_by'),
    confirmedBy: read.textOrNull('confirmed_by'),
    reason: read.wordOrNull('reason', NOT_APPLICABLE_REASONS),
    words: read.textOrNull('words'),
  };
}

function valueFrom(read: Reader, asked: Input | undefined): Value | null {
  const raw = read.json('value');
  if (raw === undefined) return null;
  if (asked === undefined) throw fault(read.at('input'), 'an input of the packs');
  try {
    return valueFromJson(raw, asked);
  } catch (error) {
    throw new FactsFault(`${read.at('value')}: this is no ${asked.kind}`, { cause: error });
  }
}

function evidenceFrom(read: Reader): Evidence {
  return {
    id: read.text('id'),
    kind: read.word('kind', EVIDENCE_KINDS),
    caption: read.text('caption'),
    file: read.textOrNull('file'),
    sha256: read.textOrNull('sha256'),
    takenAt: read.momentOrNull('taken_at'),
    showsPerson: read.flag('shows_person') ?? false,
    isPublishable: read.flag('is_publishable') ?? false,
  };
}

function recommendationFrom(read: Reader): Recommendation {
  return {
    id: read.text('id'),
    criterion: read.text('criterion'),
    says: read.text('says'),
    addressedTo: read.text('addressed_to'),
    dueOn: read.dayOrNull('due_on'),
  };
}

function sourceFrom(read: Reader): Source {
  return {
    name: read.text('name'),
    licence: read.text('licence'),
    credit: read.text('credit'),
    address: read.text('address'),
  };
}
