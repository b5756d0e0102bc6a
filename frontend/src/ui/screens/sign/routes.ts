import type { Route } from '../../router.svelte';

export const routes: Route[] = [
  { pattern: 'visit/:insp/sign', load: () => import('./SignScreen.svelte') },
  { pattern: 'visit/:insp/receipt', load: () => import('./ReceiptScreen.svelte') },
];
