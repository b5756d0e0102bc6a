import type { Route } from '../../router.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/score', load: () => import('./ScoreScreen.svelte') },
  { pattern: 'visit/:insp/score/domain/:domain', load: () => import('./DomainScreen.svelte') },
  { pattern: 'visit/:insp/score/criterion/:criterion', load: () => import('./CriterionScreen.svelte') },
];
