// All rows of the proof.
import { classifiers } from './classifiers.ts';
import { documents } from './documents.ts';
import { drawing } from './drawing.ts';
import { forms } from './forms.ts';
import { layout } from './layout.ts';
import type { Row } from './row.ts';
import { segmentation } from './segmentation.ts';
import { texts } from './texts.ts';

/** rows name every element of the registry; proof.spec.ts tells which are missing. */
export const rows: readonly Row[] = [
  ...forms,
  ...classifiers,
  ...layout,
  ...texts,
  ...drawing,
  ...segmentation,
  ...documents,
];
