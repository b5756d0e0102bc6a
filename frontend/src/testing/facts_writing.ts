/** Facts as their published JSON (docs/schemas/facts.schema.json); twin of what schemas/facts.py writes. */
import { valueToJson } from '../domain/answer_values';
import type { Answer, Evidence, Facility, Facts, Inspection, Recommendation, Room } from '../domain/facts';
import type { Json, JsonObject } from '../domain/json';

/** The document of facts: what has no value is left out, and so are empty lists of ids. */
export function factsDocument(facts: Facts): JsonObject {
  return known({
    facts: 1,
    facility: facility(facts.facility),
    inspection: inspection(facts.inspection),
    blocks: facts.blocks.map(({ id, name }) => ({ id, name })),
    rooms: facts.rooms.map(room),
    answers: facts.answers.map(answer),
    evidence: facts.evidence.map(evidence),
    recommendations: facts.recommendations.map(recommendation),
    is_demo: facts.isDemo,
    source: facts.source === null ? null : { ...facts.source },
    repairs: facts.repairs,
  });
}

function facility(from: Facility): JsonObject {
  const { id, names, kind, country, region, codes } = from;
  return known({ id, names: { ...names }, kind, country, region, codes: ids(codes) });
}

function inspection(from: Inspection): JsonObject {
  return known({
    id: from.id,
    visited_on: from.visitedOn,
    is_announced: from.isAnnounced,
    team: ids(from.team),
    checklist: from.checklist === null ? null : { ...from.checklist },
  });
}

function room(from: Room): JsonObject {
  const { id, number, kind, block, regime, people } = from;
  return known({ id, number, kind, block, regime, people, is_in_use: from.isInUse });
}

function answer(from: Answer): JsonObject {
  return known({
    input: from.input,
    place: from.place,
    state: from.state,
    value: valueToJson(from.value),
    grade: from.grade,
    evidence: ids(from.evidence),
    observed_at: from.observedAt,
    recorded_by: from.recordedBy,
    confirmed_by: from.confirmedBy,
    reason: from.reason,
    words: from.words,
  });
}

function evidence(from: Evidence): JsonObject {
  return known({
    id: from.id,
    kind: from.kind,
    caption: from.caption,
    file: from.file,
    sha256: from.sha256,
    taken_at: from.takenAt,
    shows_person: from.showsPerson,
    is_publishable: from.isPublishable,
  });
}

function recommendation(from: Recommendation): JsonObject {
  const { id, criterion, says, addressedTo, dueOn } = from;
  return known({ id, criterion, says, addressed_to: addressedTo, due_on: dueOn });
}

function ids(list: readonly string[]): readonly string[] | null {
  return list.length > 0 ? list : null;
}

function known(fields: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
