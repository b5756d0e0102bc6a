/** Inspections and facilities as the lists of the screens show them, from what the tablet keeps. */
import { NotSaved } from '../../db/opened';
import type { FacilityListed } from '../../db/references';
import type { InspectionSummary } from '../../db/summaries';
import type { Session } from '../../db/tablet';
import type { Text } from '../../domain/json';
import type { KnownFacility } from './facility_search';
import type { InspectionCard, InspectionDoors, Starting, StartProblem } from './inspections.svelte';

/** `session` null: locked; every list is empty then. */
export function inspectionDoors(session: () => Session | null): InspectionDoors {
  return {
    list: async () => {
      const open = session();
      return open === null ? [] : listed(open);
    },
    facilities: async () => ((await session()?.references.facilities()) ?? []).map(known),
    checklists: async () => (await session()?.references.standards())?.checklists ?? [],
    start: async (given, progress) => {
      const open = session();
      return open === null ? { problem: 'locked' } : start(open, given, progress);
    },
    onChange: (listener) => session()?.inspections.onChange(listener) ?? (() => undefined),
  };
}

async function listed(session: Session): Promise<InspectionCard[]> {
  const [all, facilities] = await Promise.all([
    session.inspections.listInspections(),
    session.references.facilities(),
  ]);
  const byId = new Map(facilities.map((one) => [one.facility.id, one]));
  return Promise.all(all.map((one) => card(session, one, byId)));
}

/** An inspection of which only the beginning has arrived has no facility yet: its id names it. */
async function card(
  session: Session,
  summary: InspectionSummary,
  facilities: ReadonlyMap<string, FacilityListed>,
): Promise<InspectionCard> {
  const { facility } = summary;
  const here = facility === null ? undefined : facilities.get(facility);
  const kept = here ?? (facility === null ? null : await session.references.facility(facility));
  const names: Text = kept?.facility.names ?? { en: (facility ?? summary.insp).slice(0, 8) };
  return { ...summary, facility: facility ?? '', names, isDemo: kept?.is_demo ?? false };
}

function known({ facility, region_names, is_demo, capacity, previous }: FacilityListed): KnownFacility {
  return {
    id: facility.id,
    names: facility.names,
    codes: facility.codes,
    region: region_names,
    kind: facility.kind,
    isDemo: is_demo,
    places: capacity?.places ?? null,
    last: previous === null ? null : { on: previous.visited_on, rating: previous.rating },
  };
}

async function start(
  session: Session,
  { facility: id, checklist, visitedOn, isAnnounced }: Starting,
  progress: (share: number) => void,
): Promise<{ insp: string } | { problem: StartProblem }> {
  try {
    const facility = await session.references.facility(id);
    const questions = await session.references.checklist(checklist.id, checklist.version);
    if (facility === null || questions === null) return { problem: 'not_here' };
    const plan = {
      facility: id,
      visitedOn,
      isAnnounced,
      team: session.usr === null ? [] : [session.usr],
      checklist: { id: checklist.id, ver: checklist.version, sha: checklist.sha256 },
      blocks: facility.blocks,
      rooms: facility.rooms,
    };
    const insp = await session.inspections.startInspection(plan, (done, of) => progress(done / of));
    return { insp };
  } catch (error) {
    return { problem: error instanceof NotSaved ? error.code : 'unknown' };
  }
}
