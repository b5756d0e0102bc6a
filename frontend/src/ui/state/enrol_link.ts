/** The link that lets a tablet in: `<server>/app/#enrol=CODE&key=...`. What is secret stands behind `#`. */
import { type EnrolmentCode, readEnrolment } from '../../sync/enrolment';

export type Invitation = EnrolmentCode;

/** What a Cyrillic keyboard gives for letters that look the same. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Р: 'P', Т: 'T', Х: 'X', У: 'Y',
}; // biome-ignore format: a table

/** An invitation from whatever was pasted, scanned or typed; null where none can be read in it. */
export function readInvitation(given: string): Invitation | null {
  const text = given.trim();
  if (/[#=]/.test(text)) return readEnrolment(text);
  return readEnrolment(text.toUpperCase().replace(/[А-Я]/g, (letter) => LOOK_ALIKES[letter] ?? letter));
}

/** The server that an invitation names, if it is another one than this page came from; else null. */
export function otherServer(invitation: Invitation, here: string): string | null {
  if (invitation.host === null) return null;
  const origin = new URL(invitation.host).origin;
  return origin === here ? null : origin;
}

/** Takes the invitation out of the address, so that no history, bookmark or screenshot keeps the code. */
export function takeInvitation(at: Location, steps: History): Invitation | null {
  if (!at.hash.includes('enrol=')) return null;
  const found = readInvitation(at.hash);
  steps.replaceState(null, '', at.pathname + at.search);
  return found;
}
