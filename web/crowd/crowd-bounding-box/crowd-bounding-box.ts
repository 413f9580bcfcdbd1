import { DrawingTool } from '../drawing/drawing-tool.ts';
import { kinds } from '../drawing/shape.ts';

/**
 * crowd-bounding-box asks for boxes around things on an image.
 *
 * Attributes: name, src (image), labels (loose JSON list of texts), header,
 * initial-value (loose JSON list of {label, left, top, width, height}),
 * label-colors (loose JSON list of colours for the first labels), disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws), value ({boundingBoxes,
 * inputImageProperties} and, with an initial value, initialValueModified).
 * Events: input and change when the worker changes the drawing.
 * Keys: see drawing/keyboard.ts.
 */
export class CrowdBoundingBox extends DrawingTool {
  constructor() {
    super(kinds.box, 'boundingBoxes');
  }

  /** store answers the one question that templates ask of it: the colour of a label. */
  readonly store = {
    getState: () => ({
      label: {
        labels: Object.fromEntries(this.labels.map((label) => [label, { color: this.easel.colour(label) }])),
      },
    }),
  };
}
