import { describe, expect, it } from 'vitest';
import { scoringVectors } from '../../testing/scoring_vectors';
import { canonicalBytes } from '../canonical';
import { assess } from './assessing';
import { assessmentDocument } from './document';

const vectors = scoringVectors();

describe('the scoring vectors', () => {
  it.each(vectors)('$name gives its result to the byte', ({ facts, main, norms, on, result }) => {
    const found = assessmentDocument(assess(facts, main, norms, on));
    expect(found).toEqual(result); // says where they differ
    expect(canonicalBytes(found)).toEqual(canonicalBytes(result));
  });

  it('are all here', () => {
    expect(vectors.length).toBeGreaterThan(40);
  });
});
