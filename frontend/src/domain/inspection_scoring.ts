/** The score of one inspection as it stands on this tablet, by the road that the server takes: heads,
 * facts, assessment. */
import type { Facility, Facts } from './facts';
import { factsOf, NoDay } from './inspection_facts';
import { InspectionModel, type Known } from './inspection_model';
import { stateOf } from './inspection_state';
import { assess, withInputsOf } from './scoring/assessing';
import type { Assessment } from './scoring/assessment';
import type { Pack } from './standards';

export interface InspectionScored {
  readonly facts: Facts;
  readonly assessment: Assessment;
}

export class InspectionScorer {
  private readonly model: InspectionModel;
  /** The main pack with what national law asks for besides. */
  readonly asking: Pack;
  private readonly criteria: ReadonlySet<string>;

  constructor(
    insp: string,
    private readonly main: Pack,
    private readonly norms: readonly Pack[],
    private readonly facility: Facility,
    private readonly isDemo: boolean,
  ) {
    this.model = new InspectionModel(insp);
    this.asking = withInputsOf(main, norms);
    this.criteria = new Set([main, ...norms].flatMap((pack) => [...pack.criteria.keys()]));
  }

  take(operations: Iterable<Known>): void {
    this.model.take(operations);
  }

  /** Null while nobody has said when the visit was. */
  score(): InspectionScored | null {
    try {
      const { facts } = factsOf(
        stateOf(this.model),
        this.facility,
        this.asking.inputs,
        this.criteria,
        this.isDemo,
      );
      return { facts, assessment: assess(facts, this.main, this.norms) };
    } catch (error) {
      if (error instanceof NoDay) return null;
      throw error;
    }
  }
}
