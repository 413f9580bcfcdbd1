// The tools that give each pixel of an image a label.
import { CrowdInstanceSegmentation } from '../crowd-instance-segmentation/crowd-instance-segmentation.ts';
import { CrowdSemanticSegmentation } from '../crowd-semantic-segmentation/crowd-semantic-segmentation.ts';

/** elements are the tags of this chunk. */
export const elements = [
  ['crowd-instance-segmentation', CrowdInstanceSegmentation],
  ['crowd-semantic-segmentation', CrowdSemanticSegmentation],
] as const;
