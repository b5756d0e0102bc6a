/** Rooms in the words of the screen. */
import { Fraction, shown } from '../../../domain/exact';
import type { RoomFields } from '../../../domain/rooms/reading';
import { hasCriticalFailure, type RoomStanding } from '../../../domain/rooms/standing';
import { decimal } from '../../../i18n/formats';
import { t, word } from '../../../i18n/messages.svelte';
import type { IconName } from '../../parts/icons';

/** The lines of the bodies that measure space, in m² for each person. */
const SPACE_EDGES = ['3', '3.4', '4', '5.4', '6'].map((text) => Fraction.fromText(text));

export type Tone = 'ok' | 'warn' | 'bad' | 'new' | 'info';

/** "Camera 12", in the words for its kind. */
export function roomTitle(fields: RoomFields): string {
  const kind = kindWord(fields.kind);
  return t('rooms.room_title', { kind, Kind: capital(kind), number: fields.number });
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

/** A block that the register calls by a number or a letter alone is said to be one. */
export function blockWords(name: string): string {
  return /^[\p{L}\p{N}]{1,2}$|^\p{N}{1,3}\p{L}?$/u.test(name) ? t('rooms.block_named', { name }) : name;
}

export interface StateMark {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly words: string;
}

/** What marks the room in the list: a failing comes before how far one has got. */
export function stateOf(standing: RoomStanding): StateMark {
  if (standing.failing.length > 0) {
    return {
      tone: 'bad',
      icon: 'warning',
      words: t(hasCriticalFailure(standing) ? 'rooms.state_critical' : 'rooms.state_failing'),
    };
  }
  if (standing.progress === 'done') return { tone: 'ok', icon: 'check', words: t('rooms.state_done') };
  if (standing.progress === 'in_progress')
    return { tone: 'warn', icon: 'edit', words: t('rooms.state_in_progress') };
  return { tone: 'new', icon: 'minus', words: t('rooms.state_untouched') };
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
