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

/** Fields is an object of which nothing is known yet: any member may be missing. */
export type Fields = { [key: string]: Json | undefined };

/** fieldsOf reads a value as an object; anything else has no members. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** listOf reads a value as a list of objects. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** textOf reads a value as a text; anything else is an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** textsOf reads a value as a list of texts; its other members are left out. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
