/** Where a screen is scrolled to: a new one begins at its top, a list is found again where it was left. */

/** The question that the address asks for behind its `?`: an id, `open` for the first one without an
 * answer, null for none. */
export function aimedQuestion(): string | null {
  return new URLSearchParams(location.hash.split('?')[1] ?? '').get('q');
}

export function aimedAt(path: string, question: string): string {
  return question === '' ? path : `${path}?q=${encodeURIComponent(question)}`;
}

/** Header and footer cover so much of the screen. */
const COVERED_PX = 150;

/** Brings a question into sight where it is not yet, and the focus to its field. */
export function showQuestion(within: HTMLElement | undefined, input: string): void {
  const question = within?.querySelector<HTMLElement>(`[data-input="${CSS.escape(input)}"]`);
  const place = question?.getBoundingClientRect();
  const isInSight = place && place.top >= COVERED_PX && place.bottom <= innerHeight - COVERED_PX;
  if (!isInSight) question?.scrollIntoView({ block: 'center' });
  const field =
    question?.querySelector<HTMLElement>('.value input') ??
    question?.querySelector<HTMLElement>('.value button');
  field?.focus({ preventScroll: true });
}

export class PlacesOnScreen {
  private readonly left = new Map<string, number>();
  private path: string | null = null;

  /** Before the page changes from the screen of one address to that of another. */
  leaveFor(path: string): void {
    if (this.path === path) return;
    if (this.path !== null) {
      this.left.set(this.path, scrollY);
      scrollTo(0, 0);
    }
    this.path = path;
  }

  /** Once the new screen is there. Only lists are found where they were: one room is read from its top. */
  arrive(): void {
    const kept = this.path === null || !isList(this.path) ? 0 : (this.left.get(this.path) ?? 0);
    if (kept > 0 && aimedQuestion() === null) scrollTo(0, kept);
  }
}

/** `today`, `visit/<id>/score`; and not `visit/<id>/room/<id>`. */
function isList(path: string): boolean {
  const parts = path.split('/');
  return parts.length === 1 || (parts[0] === 'visit' && parts.length === 3);
}
