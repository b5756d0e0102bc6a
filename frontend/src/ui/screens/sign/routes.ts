import type { Route } from '../../router.svelte';
import ReceiptScreen from './ReceiptScreen.svelte';
import SignScreen from './SignScreen.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/sign', component: SignScreen },
  { pattern: 'visit/:insp/receipt', component: ReceiptScreen },
];
