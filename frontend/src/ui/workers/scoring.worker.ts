/** Scores the open inspection off the main thread, so that no figure ever delays a key. */
import type { Facility } from '../../domain/facts';
import { InspectionScorer } from '../../domain/inspection_scoring';
import { packFromDocument } from '../../domain/pack_document';
import { assessmentDocument } from '../../domain/scoring/document';
import { missingForRating } from '../../domain/scoring/missing';
import type { Begin, FromWorker, ToWorker } from './scoring_messages';

let scorer: InspectionScorer | null = null;
let asked: ReadonlySet<string> = new Set();

function begin(said: Begin): InspectionScorer {
  const [main, ...norms] = said.packs.map((one) => packFromDocument(one));
  asked = new Set(said.asked);
  if (main === undefined) throw new Error('scoring needs a standards pack');
  return new InspectionScorer(said.insp, main, norms, said.facility as Facility, said.isDemo);
}

function score(ready: InspectionScorer): FromWorker {
  const began = performance.now();
  const scored = ready.score();
  if (scored === null) return { kind: 'not_scored', why: 'no_day' };
  const document = assessmentDocument(scored.assessment);
  const missing = missingForRating(scored.assessment, scored.facts, ready.asking, asked);
  return { kind: 'scored', document, missing, tookMs: performance.now() - began };
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'begin') {
    scorer = begin(data);
    return;
  }
  scorer?.take(data.operations);
  if (data.isLast && scorer !== null) self.postMessage(score(scorer));
};
