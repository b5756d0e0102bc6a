/** The order in which Python sorts text, so that lists come out alike on both sides. */

const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;

/** For sorting by code points; JavaScript's own order puts what stands beyond 16 bits before U+E000. */
export function byCodePoints(one: string, other: string): number {
  if (one === other) return 0;
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) {
    const a = one.charCodeAt(at);
    const b = other.charCodeAt(at);
    if (a !== b) return ranked(a) - ranked(b);
  }
  return one.length - other.length;
}

/** Halves of what lies beyond 16 bits come after every character within. */
function ranked(unit: number): number {
  return unit >= FIRST_SURROGATE && unit < AFTER_SURROGATES ? unit + 0x10000 : unit;
}
