/** Codes of people, compared without regard to case as Python's str.casefold compares them. */

export function isSameCode(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

/** Texts that fold alike are one text; letter by letter, for a Greek final sigma is a sigma. */
function folded(text: string): string {
  let result = '';
  for (const letter of text) result += foldedLetter(letter);
  return result;
}

/** Up and down again joins the same letters as Unicode's folding does, but for two of them. */
function foldedLetter(letter: string): string {
  if (letter === 'ı') return letter; // would become i; outside Turkish it stays itself
  if (letter === 'ẞ') return 'ss'; // capital of ß, which becomes ss
  return letter.toUpperCase().toLowerCase();
}
