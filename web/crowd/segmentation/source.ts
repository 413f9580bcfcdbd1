// Where labels come from that are there at the start: a picture, and what its
// colours stand for. Initial values and drafts have both.
import { texts } from './texts.ts';

/** Given is an entry as somebody wrote it. */
export interface Given {
  readonly label: string;
  /** colour is 0xrrggbb. */
  readonly colour: number;
  /** id is the entry's number, where it matters. */
  readonly id?: number | undefined;
}

/** Source is a picture's address with its entries. */
export interface Source {
  readonly picture: string;
  readonly given: readonly Given[];
}

type Fields = Record<string, unknown>;

/** fieldsOf gives an object's fields; anything else has none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/**
 * readSource reads an initial value: an object with src, or with the picture
 * itself as answers have it. entries reads what the colours stand for.
 */
export function readSource(
  value: unknown,
  entries: (fields: Fields) => Given[] | undefined,
): Source | undefined {
  const fields = fieldsOf(value);
  const { src } = fields;
  const { pngImageData } = fieldsOf(fields['labeledImage']);
  const given = entries(fields);
  if (!given) return undefined;
  if (typeof src === 'string' && src !== '') return { picture: src, given };
  if (typeof pngImageData === 'string' && pngImageData !== '')
    return { picture: pngAddress(pngImageData), given };
  return undefined;
}

/** pngAddress is the address of a picture that is given in base64. */
export function pngAddress(base64: string): string {
  return `data:image/png;base64,${base64}`;
}

/** fetchPicture gets the bytes of a picture; its server has to allow that other pages read it. */
export async function fetchPicture(address: string): Promise<Blob> {
  const response = await fetch(address, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${texts.unreadable} ${response.status} ${response.statusText}`);
  return response.blob();
}
