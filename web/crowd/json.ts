// Values in attributes: JSON as people write it in templates, with single
// quotes, bare keys, trailing commas, comments and line breaks.
import JSON5 from 'json5';

/** Json is any value that can be written as JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Parsed is what a loose text means, or why it means nothing. */
export type Parsed = { value: Json | undefined; error?: undefined } | { value?: undefined; error: string };

/** parseLoose reads loose JSON. An empty text has no value and is no error. */
export function parseLoose(text: string): Parsed {
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON5.parse(text) as Json };
  } catch (cause) {
    return { error: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** stringList reads a value as a list of texts, or says what is wrong with it. */
export function stringList(value: unknown): { list: string[]; error?: string } {
  if (value === undefined || value === null) return { list: [] };
  if (!Array.isArray(value)) return { list: [], error: 'a list is needed, such as ["one", "two"]' };
  return { list: value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item))) };
}

/** cloneJson copies a value the way sending it would, or gives undefined when it cannot be sent. */
export function cloneJson(value: unknown): Json | undefined {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}
