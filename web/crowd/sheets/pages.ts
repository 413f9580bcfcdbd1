// What a chunk that opens documents gives.
import type { Size } from '../../geometry/point.ts';

/** Pages are the pages of an open document, counted from 1. */
export interface Pages {
  readonly count: number;
  /** size is a page's size in the pixels that coordinates count. */
  size(page: number): Promise<Size>;
  /** draw draws a page with at most so many pixels, and gives up when the signal says so. */
  draw(page: number, most: number, signal: AbortSignal): Promise<HTMLCanvasElement>;
  /** close frees what the document holds. */
  close(): void;
}

/** OpenPages opens the document at an address; it fails when there is none that can be read. */
export type OpenPages = (src: string) => Promise<Pages>;

/** within is by how much a size must be scaled to have at most so many pixels; it never enlarges. */
export function within({ width, height }: Size, most: number): number {
  return Math.min(1, Math.sqrt(most / Math.max(width * height, 1)));
}
