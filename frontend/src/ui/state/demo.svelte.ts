/** Whether what is on the screen is invented: known from the facilities that the tablet carries, and kept
 * so that the lock says it too. */
const WHERE = 'is_demo';
let shown = $state(readKept());

export const isDemo = (): boolean => shown;

export function markDemo(is: boolean): void {
  shown = is;
  try {
    localStorage.setItem(WHERE, is ? 'yes' : 'no');
  } catch {
    // Full or forbidden: it is known again as soon as the tablet is unlocked.
  }
}

function readKept(): boolean {
  try {
    return localStorage.getItem(WHERE) === 'yes';
  } catch {
    return false;
  }
}
