import type { Route } from '../../router.svelte';
import NotesScreen from './NotesScreen.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/notes', component: NotesScreen },
  { pattern: 'visit/:insp/notes/:place', component: NotesScreen },
];
