/** Days of the calendar as ISO text, reckoned with whole numbers: no clock and no time zone. */

/** 'YYYY-MM-DD', which compares as text in the order of time. */
export type Day = string;

const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !WRITTEN.test(text)) return false;
  const [year, month, day] = [yearOf(text), monthOf(text), dayOfMonth(text)];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0));
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** 1 to 31. */
export function dayOfMonth(day: Day): number {
  return Number(day.slice(8, 10));
}

/** Days from `then` to `now`; below zero where `then` is the later one. */
export function daysBetween(then: Day, now: Day): number {
  return ordinal(now) - ordinal(then);
}

/** The day so many days after `day`; `days` may be below zero. */
export function daysAfter(day: Day, days: number): Day {
  return fromOrdinal(ordinal(day) + days);
}

/** Days since the first of March of the year 0, by the calendar that is in use today. */
function ordinal(day: Day): number {
  const month = monthOf(day);
  const year = yearOf(day) - (month < 3 ? 1 : 0);
  const before = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return 365 * year + leapDays(year) + before + dayOfMonth(day) - 1;
}

function fromOrdinal(days: number): Day {
  let year = Math.floor(days / 365.2425);
  while (365 * (year + 1) + leapDays(year + 1) <= days) year += 1;
  while (365 * year + leapDays(year) > days) year -= 1;
  const left = days - 365 * year - leapDays(year);
  const shifted = Math.floor((5 * left + 2) / 153);
  const month = ((shifted + 2) % 12) + 1;
  const dayInMonth = left - Math.floor((153 * shifted + 2) / 5) + 1;
  return written(month < 3 ? year + 1 : year, month, dayInMonth);
}

function written(year: number, month: number, day: number): Day {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function leapDays(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
