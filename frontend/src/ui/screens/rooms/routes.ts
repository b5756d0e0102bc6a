import type { Route } from '../../router.svelte';
import RoomsScreen from './RoomsScreen.svelte';
import SamplingScreen from './SamplingScreen.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/rooms', component: RoomsScreen },
  { pattern: 'visit/:insp/room/:room', component: RoomsScreen },
  { pattern: 'visit/:insp/sampling', component: SamplingScreen },
];
