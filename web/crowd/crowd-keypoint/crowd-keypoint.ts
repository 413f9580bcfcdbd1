import { DrawingTool } from '../drawing/drawing-tool.ts';
import { kinds } from '../drawing/shape.ts';

/**
 * crowd-keypoint asks for points on an image.
 *
 * Attributes: name, src (image), labels (loose JSON list of texts), header,
 * initial-value (loose JSON list of {label, x, y}), label-colors, disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws), value ({keypoints,
 * inputImageProperties} and, with an initial value, initialValueModified).
 * Events: input and change when the worker changes the drawing.
 * Keys: see drawing/keyboard.ts.
 */
export class CrowdKeypoint extends DrawingTool {
  constructor() {
    super(kinds.keypoint, 'keypoints');
  }
}
