/** Moments as Python writes them, so that a result has the same bytes on both sides. */

const WRITTEN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:\d{2})?$/;
const AS_PYTHON = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\+\d{2}:\d{2})?$/;

/** '2026-06-15T10:00Z' is '2026-06-15T10:00:00+00:00': seconds always, six decimals of a second or none,
 * an offset as a number; without one the place's own time is meant. Throws RangeError for anything that
 * is no moment. */
export function pythonMoment(text: string): string {
  if (AS_PYTHON.test(text)) return text;
  const match = WRITTEN.exec(text);
  if (match === null) throw new RangeError(`'${text}' is not a moment: write YYYY-MM-DDTHH:MM:SS+HH:MM`);
  const [, start, seconds = '00', decimals = '', offset = ''] = match;
  const fraction = /[1-9]/.test(decimals) ? `.${decimals.padEnd(6, '0')}` : '';
  const zone = offset === 'Z' || offset === '-00:00' ? '+00:00' : offset;
  return `${start}:${seconds}${fraction}${zone}`;
}
