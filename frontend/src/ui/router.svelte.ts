/** The address behind the hash says which screen is shown; going back works as everywhere. */
import type { Component } from 'svelte';

export type Params = Readonly<Record<string, string>>;

// biome-ignore lint/suspicious/noExplicitAny: screens differ in nothing but their parameters
export type AnyScreen = Component<any>;

/** `pattern`: parts with a colon are parameters: `visit/:insp/room/:room`. `load`: a screen whose code is
 * read when it is first asked for; it is precached with the app, so this needs no network. */
export interface Route {
  readonly pattern: string;
  readonly component?: AnyScreen;
  readonly load?: () => Promise<{ default: AnyScreen }>;
  /** The screen follows its parameters by itself, and is not made anew for another address. */
  readonly isKept?: boolean;
}

let path = $state(readPath());

export const currentPath = (): string => path;

/** Follows the address from now on; gives the way to stop. */
export function startRouting(): () => void {
  const follow = () => {
    path = readPath();
  };
  follow(); // the address may have changed since this module was read
  addEventListener('hashchange', follow);
  return () => removeEventListener('hashchange', follow);
}

/** `today`, `visit/<id>/rooms`, ...; `replaces` leaves no step to go back to. */
export function go(to: string, replaces = false): void {
  if (replaces) location.replace(`#/${to}`);
  else location.hash = `#/${to}`;
}

/** The first route that fits, with its parameters; null where none does. */
export function matched(routes: readonly Route[], at: string): { route: Route; params: Params } | null {
  for (const route of routes) {
    const params = fits(route.pattern, at);
    if (params !== null) return { route, params };
  }
  return null;
}

function fits(pattern: string, at: string): Params | null {
  const wanted = pattern.split('/');
  const given = at.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const found = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(found);
    else if (part !== found) return null;
  }
  return params;
}

/** An address that cannot be read, as somebody may have cut it, leads to the first screen. */
function readPath(): string {
  if (typeof location === 'undefined') return '';
  const path = location.hash.replace(/^#\/?/, '').split('?')[0] || 'today';
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return 'today';
  }
}
