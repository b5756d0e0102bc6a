import { expect, it } from 'vitest';
import { fixture } from '../testing/fixtures';
import * as knownInputs from './scoring/known_inputs';
import * as terms from './terms';

const HERE: Readonly<Record<string, readonly string[]>> = {
  PlaceKind: terms.PLACE_KINDS,
  RoomKind: terms.ROOM_KINDS,
  Regime: terms.REGIMES,
  People: terms.PEOPLE,
  FacilityKind: terms.FACILITY_KINDS,
  InputKind: terms.INPUT_KINDS,
  AnswerState: terms.ANSWER_STATES,
  NotApplicableReason: terms.NOT_APPLICABLE_REASONS,
  Grade: terms.GRADES,
  Tier: terms.TIERS,
  Confidence: terms.CONFIDENCES,
  Family: terms.FAMILIES,
  Standing: terms.STANDINGS,
  EvidenceKind: terms.EVIDENCE_KINDS,
  Rating: terms.RATINGS,
  LIVING_KINDS: [...terms.LIVING_KINDS].sort(),
  COLUMNS: terms.COLUMNS,
};

it('knows the same closed lists as the server, in the same order', () => {
  expect(HERE).toEqual(fixture('term_lists'));
});

it('knows the same inputs by name as the server', () => {
  expect({ ...knownInputs }).toEqual(fixture('known_inputs'));
});
