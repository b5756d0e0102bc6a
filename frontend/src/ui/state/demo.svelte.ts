/** Whether what is on the screen is invented: known from the facilities that the tablet carries. */
let shown = $state(false);

export const isDemo = (): boolean => shown;

export function markDemo(is: boolean): void {
  shown = is;
}
