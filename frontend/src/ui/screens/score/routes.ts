import type { Route } from '../../router.svelte';
import CriterionScreen from './CriterionScreen.svelte';
import DomainScreen from './DomainScreen.svelte';
import ScoreScreen from './ScoreScreen.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/score', component: ScoreScreen },
  { pattern: 'visit/:insp/score/domain/:domain', component: DomainScreen },
  { pattern: 'visit/:insp/score/criterion/:criterion', component: CriterionScreen },
];
