import { expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/json';
import { EvidenceInMemory } from '../../../testing/evidence_in_memory';
import { inventedFacility } from '../../../testing/invented_visit';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import { Visit } from '../../state/visit.svelte';
import { type SignatureGiven, sign, signatureInForce } from './signing';

const HEAD: SignatureGiven = { role: 'facility_head', drawn: null, isRefused: false, objections: '' };

async function begun(): Promise<Visit> {
  const opened = new OpenedInMemory();
  const checklist = { id: 'x', version: 1, title: {}, criteria: [], questions: [] };
  const own = `inspection:${opened.insp}`;
  const more: JsonObject = { type: 'inspection' };
  await opened.record({
    entity: own,
    kind: 'create',
    sets: [{ field: 'visited_on', value: '2026-11-21' }],
    more,
  });
  return new Visit(opened, inventedFacility(0, checklist), checklist, { norms: [] } as never);
}

it('holds the newest of two signatures over the same state to be the one in force', async () => {
  const visit = await begun();
  await sign(visit, new EvidenceInMemory(), HEAD);
  await sign(visit, new EvidenceInMemory(), { ...HEAD, isRefused: true, objections: 'Not so.' });
  expect(signatureInForce(visit, 'facility_head')).toMatchObject({ isRefused: true, objections: 'Not so.' });
});

it('holds no signature to be in force over a state that was changed since', async () => {
  const visit = await begun();
  await sign(visit, new EvidenceInMemory(), HEAD);
  await visit.say(`inspection:${visit.insp}`, 'visited_on', '2026-11-22');
  expect(signatureInForce(visit, 'facility_head')).toBeUndefined();
});
