// How hard a password is to guess, roughly: length counts most (NIST SP 800-63B).

/** Strength is a grade of a password. */
export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/** least is how many characters the server asks for. */
export const least = 8;

/** strengthOf grades a password; words that belong to the person, and repeats, count for little. */
export function strengthOf(password: string, ...own: string[]): Strength {
  if ([...password].length < least) return 'short';
  let rest = password.toLowerCase();
  for (const word of own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))) {
    if (word.length > 2) rest = rest.replaceAll(word, '');
  }
  rest = rest.replace(/(.+?)\1+/gu, '$1').replace(/0?123456789?0?|abcdef|qwert[yz]|password|passwort/gu, '');
  const worth = [...rest].length + (/\d/.test(rest) && /\p{L}/u.test(rest) ? 1 : 0);
  if (worth < 9) return 'weak';
  return worth < 14 ? 'fair' : 'strong';
}
