// The rules of text fields, apart from any field.

/** keepMatching drops the characters that a pattern does not allow, one by one. A pattern that is none allows all. */
export function keepMatching(text: string, pattern: string | null | undefined): string {
  const allowed = compile(pattern);
  return allowed ? [...text].filter((character) => allowed.test(character)).join('') : text;
}

function compile(pattern: string | null | undefined): RegExp | undefined {
  if (!pattern) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return compileLoosely(pattern);
  }
}

// Patterns written before the u flag escape more than it accepts, such as \-.
function compileLoosely(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

/** lengthOf gives a length attribute as a number, undefined when it is none. */
export function lengthOf(attribute: string | number | null | undefined): number | undefined {
  if (attribute === null || attribute === undefined || attribute === '') return undefined;
  const length = Number(attribute);
  return Number.isInteger(length) && length >= 0 ? length : undefined;
}

/** Limits are what a text must keep to. */
export interface Limits {
  required: boolean;
  least: number | undefined;
}

/** textFault names what is wrong with a text; an empty one is only wrong where it is required. */
export function textFault(text: string, { required, least }: Limits): 'missing' | 'too short' | undefined {
  if (text === '') return required ? 'missing' : undefined;
  return least !== undefined && text.length < least ? 'too short' : undefined;
}
