/** How many places must be looked at before a criterion counts as assessed; twin of
 * domain/scoring/sampling.py. */
import { Fraction, ONE, ZERO } from '../exact';

export const FAILING_SHARE = Fraction.of(1, 10);
export const MISS_CHANCE = Fraction.of(1, 20);

const known = new Map<number, number>();

/** The least sample that meets a failing place with 95 % certainty when one in ten fails.
 *
 * Drawn without replacement: 16 of 20, 22 of 50, 25 of 100, 27 of 200; all of fewer than ten. */
export function placesRequired(places: number): number {
  let required = known.get(places);
  if (required === undefined) {
    required = leastSample(places);
    known.set(places, required);
  }
  return required;
}

/** The chance only falls as the sample grows, so the least sample is found by halving. */
function leastSample(places: number): number {
  const failing = Math.max(1, FAILING_SHARE.mul(Fraction.of(places)).trunc());
  let tooFew = -1;
  let enough = places;
  while (enough - tooFew > 1) {
    const sample = Math.floor((tooFew + enough) / 2);
    if (chanceToMiss(places, failing, sample).atMost(MISS_CHANCE)) enough = sample;
    else tooFew = sample;
  }
  return enough;
}

function chanceToMiss(places: number, failing: number, sample: number): Fraction {
  if (sample > places - failing) return ZERO;
  let chance = ONE;
  for (let drawn = 0; drawn < failing; drawn += 1) {
    chance = chance.mul(Fraction.of(places - sample - drawn, places - drawn));
  }
  return chance;
}
