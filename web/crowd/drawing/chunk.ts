// The tools that draw on an image.
import { CrowdBoundingBox } from '../crowd-bounding-box/crowd-bounding-box.ts';
import { CrowdKeypoint } from '../crowd-keypoint/crowd-keypoint.ts';
import { CrowdLine } from '../crowd-line/crowd-line.ts';
import { CrowdPolygon } from '../crowd-polygon/crowd-polygon.ts';
import { CrowdPolyline } from '../crowd-polyline/crowd-polyline.ts';

/** elements are the tags of this chunk. */
export const elements = [
  ['crowd-bounding-box', CrowdBoundingBox],
  ['crowd-keypoint', CrowdKeypoint],
  ['crowd-line', CrowdLine],
  ['crowd-polygon', CrowdPolygon],
  ['crowd-polyline', CrowdPolyline],
] as const;
