import { DrawingTool } from '../drawing/drawing-tool.ts';
import { kinds } from '../drawing/shape.ts';

/**
 * crowd-line asks for straight lines.
 *
 * Attributes: name, src (image), labels (loose JSON list of texts), header,
 * label-colors (loose JSON list of colours for the first labels), initial-value
 * (loose JSON, {lines: [{label, vertices: [{x, y}, {x, y}]}]} or the list),
 * disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws), value ({lines,
 * inputImageProperties} and, with an initial value, initialValueModified).
 * Events: input and change when the worker changes the drawing.
 * Keys: see drawing/keyboard.ts.
 */
export class CrowdLine extends DrawingTool {
  constructor() {
    super(kinds.line, 'lines');
  }
}
