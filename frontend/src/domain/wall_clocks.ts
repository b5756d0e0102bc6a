/** What a tablet's wall clock said, as Python's datetime.fromisoformat reads it; weeks are not read. */
import { isDay } from './days';
import type { Moment } from './facts';

const DATE = /^(\d{4})-?(\d\d)-?(\d\d)$/;
const TIME = /^(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?$/;
const OFFSET = /^([+-])(\d\d)(?::?(\d\d)(?::?00(?:\.0+)?)?)?$/;

/** The moment with its offset, as Python writes it; null for what cannot be read, has no offset, or
 * one that is no whole number of minutes: nothing is ever refused for its time. */
export function observedAt(text: string | null): Moment | null {
  const parts = text === null ? null : /^(\d{4}-\d\d-\d\d|\d{8}).([\d:.,]+)(Z|[+-].*)$/su.exec(text);
  if (parts === null) return null;
  const [, date = '', time = '', zone = ''] = parts;
  const day = date.replace(DATE, '$1-$2-$3');
  const [clock, offset] = [clockOf(time), offsetOf(zone)];
  return isDay(day) && clock !== null && offset !== null ? `${day}T${clock}${offset}` : null;
}

function clockOf(text: string): string | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, hours = '', minutes = '00', seconds = '00', decimals = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const micros = decimals.slice(0, 6).padEnd(6, '0');
  return `${hours}:${minutes}:${seconds}${micros === '000000' ? '' : `.${micros}`}`;
}

function offsetOf(text: string): string | null {
  if (text === 'Z') return '+00:00';
  const match = OFFSET.exec(text);
  if (match === null) return null;
  const [, sign = '+', hours = '00', minutes = '00'] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return hours === '00' && minutes === '00' ? '+00:00' : `${sign}${hours}:${minutes}`;
}
