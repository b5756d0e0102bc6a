/** Scores the open inspection off the main thread, so that no figure ever delays a key. */
import type { Facility } from '../../domain/facts';
import type { Known } from '../../domain/inspection_model';
import { InspectionScorer } from '../../domain/inspection_scoring';
import { packFromDocument } from '../../domain/pack_document';
import type { Assessment } from '../../domain/scoring/assessment';
import { assessmentDocument, findingDocument } from '../../domain/scoring/document';
import { missingForRating } from '../../domain/scoring/missing';
import type { Begin, FromWorker, ToWorker } from './scoring_messages';

let scorer: InspectionScorer | null = null;
let asked: ReadonlySet<string> = new Set();
let assessment: Assessment | null = null;
/** More places than anybody scrolls through. */
const MOST_FINDINGS = 500;

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
  assessment = scored.assessment;
  const document = assessmentDocument(outline(assessment));
  const missing = missingForRating(assessment, scored.facts, ready.asking, asked);
  return { kind: 'scored', document, missing, tookMs: performance.now() - began };
}

/** Findings of 2,000 rooms would hold up the page that receives them. */
function outline(whole: Assessment): Assessment {
  const criteria = new Map([...whole.criteria].map(([id, result]) => [id, { ...result, findings: [] }]));
  return { ...whole, criteria, norms: new Map(), personalSpace: [] };
}

function explain(criterion: string): FromWorker {
  const worstFirst = [...(assessment?.criteria.get(criterion)?.findings ?? [])].sort(
    (one, other) => (one.judgement.level ?? 9) - (other.judgement.level ?? 9),
  );
  return { kind: 'explained', criterion, findings: worstFirst.slice(0, MOST_FINDINGS).map(findingDocument) };
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'begin') {
    scorer = begin(data);
    return;
  }
  if (data.kind === 'explain') {
    self.postMessage(explain(data.criterion));
    return;
  }
  scorer?.take(JSON.parse(data.operations) as Known[]);
  if (data.isLast && scorer !== null) self.postMessage(score(scorer));
};
