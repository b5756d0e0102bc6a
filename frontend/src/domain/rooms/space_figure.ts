/** Which rule of personal space holds in a room, and what it comes to there. */
import type { Level } from '../bands';
import type { PartResult, Why } from '../scoring/assessment';
import type { Criterion, Pack, Provision } from '../standards';
import type { Tier } from '../terms';
import type { RoomJudged } from './rules';

const PER_PERSON = 'living_space_per_person_m2';
const IN_ALL = 'living_space_m2';

export interface SpaceFigure {
  readonly criterion: Criterion;
  readonly tier: Tier;
  readonly level: Level | null;
  readonly why: readonly Why[];
  readonly part: PartResult | null;
  readonly isBorderline: boolean;
  readonly aggravatedBy: readonly string[];
  /** Inputs that are still to be answered before there is a figure. */
  readonly missing: readonly string[];
  /** The bands in force, from the best level down, as the pack writes them. */
  readonly bands: readonly (readonly [level: Level, condition: string])[];
  /** Whether the bands are of m² for each person; otherwise of the whole room. */
  readonly isPerPerson: boolean;
  /** Those that give a figure, not only a duty. */
  readonly provisions: readonly Provision[];
}

/** Null where no rule of space concerns the room: nobody sleeps there, or it is not in use. */
export function spaceFigure(judged: RoomJudged, pack: Pack, day: string): SpaceFigure | null {
  let open: SpaceFigure | null = null;
  for (const [id, finding] of judged.findings) {
    const criterion = pack.criteria.get(id);
    const part = criterion?.parts[0];
    const measure = part?.use.measure;
    if (criterion === undefined || part === undefined || (measure !== PER_PERSON && measure !== IN_ALL))
      continue;
    const { judgement, tier } = finding;
    if (judgement.state === 'not_applicable') continue;
    const figure: SpaceFigure = {
      criterion,
      tier,
      level: judgement.level,
      why: judgement.why,
      part: judgement.parts[0] ?? null,
      isBorderline: judgement.isBorderline,
      aggravatedBy: finding.aggravatedBy,
      missing: judgement.missing,
      bands: (part.bandsOn(day)?.byLevel ?? []).map(([level, condition]) => [level, condition.text]),
      isPerPerson: measure === PER_PERSON,
      provisions: criterion.provisions.filter(
        (one) => one.metAt !== null || one.test !== null || one.isPersonalSpaceTest,
      ),
    };
    if (judgement.level !== null) return figure;
    open ??= figure;
  }
  return open;
}
