import type { Route } from '../../router.svelte';
import QuestionsScreen from './QuestionsScreen.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/questions', component: QuestionsScreen, isKept: true },
  { pattern: 'visit/:insp/questions/:section', component: QuestionsScreen, isKept: true },
];
