import { DrawingTool } from '../drawing/drawing-tool.ts';
import { kinds } from '../drawing/shape.ts';

/**
 * crowd-polyline asks for lines of two or more points, which may cross themselves.
 *
 * Attributes: name, src (image), labels (loose JSON list of texts), header,
 * label-colors (loose JSON list of colours for the first labels), initial-value
 * (loose JSON, {polylines: [{label, vertices: [{x, y}]}]} or the list), disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws), value ({polylines,
 * inputImageProperties} and, with an initial value, initialValueModified).
 * Events: input and change when the worker changes the drawing.
 * Keys: see drawing/keyboard.ts.
 */
export class CrowdPolyline extends DrawingTool {
  constructor() {
    super(kinds.polyline, 'polylines');
  }
}
