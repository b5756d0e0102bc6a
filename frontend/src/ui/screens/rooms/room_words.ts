/** Rooms in the words of the screen. */
import { Fraction, shown } from '../../../domain/exact';
import type { RoomFields } from '../../../domain/rooms/reading';
import { hasCriticalFailure, type RoomStanding } from '../../../domain/rooms/standing';
import { decimal } from '../../../i18n/formats';
import { t, word } from '../../../i18n/messages.svelte';

/** The lines of the bodies that measure space, in m² for each person. */
const SPACE_EDGES = ['3', '3.4', '4', '5.4', '6'].map((text) => Fraction.fromText(text));

export type Tone = 'ok' | 'warn' | 'bad' | 'new' | 'info';

/** "Camera 12", in the words for its kind. */
export function roomTitle(fields: RoomFields): string {
  return t('rooms.room_title', { kind: capital(kindWord(fields.kind)), number: fields.number });
}

export function kindWord(kind: string): string {
  return word(`terms.room.${kind}`, kind);
}

export function regimeWord(regime: string): string {
  return word(`rooms.regime_${regime}`, regime);
}

export function peopleWord(people: string): string {
  return word(`rooms.people_${people}`, people);
}

/** What marks the room in the list: a failing comes before how far one has got. */
export function stateOf(standing: RoomStanding): { readonly tone: Tone; readonly words: string } {
  if (standing.failing.length > 0) {
    return {
      tone: 'bad',
      words: t(hasCriticalFailure(standing) ? 'rooms.state_critical' : 'rooms.state_failing'),
    };
  }
  if (standing.progress === 'done') return { tone: 'ok', words: t('rooms.state_done') };
  if (standing.progress === 'in_progress') return { tone: 'warn', words: t('rooms.state_in_progress') };
  return { tone: 'new', words: t('rooms.state_untouched') };
}

/** Square metres with at most two decimals, as reports print them: never rounded across one of `edges`. */
export function metres(value: Fraction, edges: readonly Fraction[] = SPACE_EDGES): string {
  return decimal(shown(value, 2, edges));
}

/** A condition of a pack (">=3.4 and <4") in signs that everybody reads. */
export function conditionWords(text: string): string {
  return decimal(text)
    .replace(/\.0+(?!\d)|,0+(?!\d)/g, '')
    .replace(/>=\s*/g, '≥ ')
    .replace(/<=\s*/g, '≤ ')
    .replace(/([<>])\s*(?=[\d.,])/g, '$1 ')
    .replace(/\.\./g, '–')
    .replace(/ and /g, ` ${t('rooms.and')} `)
    .replace(/ or /g, ` ${t('rooms.or')} `);
}

export function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
