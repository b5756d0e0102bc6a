import type { Route } from '../../router.svelte';

const load = () => import('./NotesScreen.svelte');

export const routes: Route[] = [
  { pattern: 'visit/:insp/notes', load },
  { pattern: 'visit/:insp/notes/:place', load },
];
