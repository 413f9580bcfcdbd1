import { DrawingTool } from '../drawing/drawing-tool.ts';
import { kinds } from '../drawing/shape.ts';

/**
 * crowd-polygon asks for outlines whose sides do not cross.
 *
 * Attributes: name, src (image), labels (loose JSON list of texts), header,
 * initial-value (loose JSON list of {label, vertices: [{x, y}]}), label-colors,
 * disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws), value ({polygons,
 * inputImageProperties} and, with an initial value, initialValueModified).
 * Events: input and change when the worker changes the drawing.
 * Keys: see drawing/keyboard.ts.
 */
export class CrowdPolygon extends DrawingTool {
  constructor() {
    super(kinds.polygon, 'polygons');
  }

  // Scripts know the button for drawing by this id.
  protected override get drawId(): string {
    return 'polygon';
  }
}
