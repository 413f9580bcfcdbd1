// What the page and the worker that decodes say to each other.
import type { Size } from '../../geometry/point.ts';

/** Request opens a document, or asks for one of its pages, counted from 0, in a size. */
export type Request =
  | { open: ArrayBuffer; page?: undefined }
  | { open?: undefined; page: number; width: number; height: number };

/** Answer has the sizes of the pages, one page, or why there is none. */
export interface Answer {
  sizes?: Size[];
  picture?: ImageBitmap;
  error?: string;
}
