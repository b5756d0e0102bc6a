import type { Route } from '../../router.svelte';
import TodayScreen from './TodayScreen.svelte';

export const routes: Route[] = [
  { pattern: 'today', component: TodayScreen },
  { pattern: 'start', load: () => import('./StartScreen.svelte') },
];
