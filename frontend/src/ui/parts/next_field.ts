/** The key "next" of a tablet's keyboard goes where it says: to the next field that is typed into. */
export function toNextField(from: HTMLElement): void {
  const within = from.closest('main, dialog') ?? document;
  const fields = [
    ...within.querySelectorAll<HTMLElement>('input:not([type=radio], [type=checkbox], :disabled)'),
  ];
  const next = fields[fields.indexOf(from) + 1];
  if (next === undefined) from.blur();
  else next.focus();
}
