import type { Route } from '../../router.svelte';
import StartScreen from './StartScreen.svelte';
import TodayScreen from './TodayScreen.svelte';

export const routes: Route[] = [
  { pattern: 'today', component: TodayScreen },
  { pattern: 'start', component: StartScreen },
];
