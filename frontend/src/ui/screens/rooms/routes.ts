import type { Route } from '../../router.svelte';
import RoomsScreen from './RoomsScreen.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/rooms', component: RoomsScreen, isKept: true },
  { pattern: 'visit/:insp/room/:room', component: RoomsScreen, isKept: true },
  { pattern: 'visit/:insp/sampling', load: () => import('./SamplingScreen.svelte') },
];
