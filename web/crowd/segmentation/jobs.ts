// Work that takes long enough to be noticed, and can be done anywhere.
import type { Pixels } from '../../geometry/label-map.ts';
import { type Palette, type Strip, stripOf } from './png.ts';
import { type Known, type Reading, readPng } from './read-png.ts';

/** StripJob asks for a compressed band. */
export interface StripJob {
  pixels: Pixels;
  width: number;
  colours: Palette | undefined;
}

/** ReadJob asks for a picture as numbers. */
export interface ReadJob {
  picture: Blob;
  known: Known;
}

/** Job is one of them. */
export type Job = StripJob | ReadJob;

/** perform does a job. */
export function perform(job: Job): Strip | Promise<Reading> {
  if ('picture' in job) return readPng(job.picture, job.known);
  return stripOf(job.pixels, job.width, job.colours);
}
