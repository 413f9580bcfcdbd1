// What the drawing tools say. Sentences that every page may need are in
// ../texts.ts.
import { spoken } from '../texts.ts';
import { german } from './texts.german.ts';
import { polish } from './texts.polish.ts';

/** english holds the sentences; functions take what varies. */
export const english = {
  area: 'Image to draw on',
  hint: 'Arrow keys move the crosshair, Enter sets a point, Tab goes from shape to shape.',
  labels: 'Labels',
  shapes: 'Shapes',
  nothing: 'Nothing to label',
  noLabel: 'Choose a label first.',
  few: 'More points are needed.',
  small: 'That is too small.',
  crosses: 'Its sides would cross.',
  drawSome: 'Draw at least one shape, or tick “Nothing to label”.',
  finishFirst: 'Finish or cancel the shape that you are drawing.',
  loading: 'The image is loading.',
  failed: 'The image cannot be shown.',
  unread: (count: number) => (count === 1 ? 'one shape cannot be read' : `${count} shapes cannot be read`),
  noSrc: 'the address of an image is needed',
  draw: 'Draw',
  move: 'Select and move',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit in window',
  undo: 'Undo',
  redo: 'Redo',
  remove: 'Delete',
  hide: 'Hide labels',
  picture: 'Brightness and contrast',
  brightness: 'Brightness',
  contrast: 'Contrast',
  finish: 'Finish',
  cancel: 'Cancel',
  tools: 'Drawing tools',
  removeShape: (shape: string) => `Delete ${shape}`,
  shape: (label: string, count: number) => `${label} ${count}`,
  boxAt: (width: number, height: number, x: number, y: number) => `${width} × ${height} at ${x}, ${y}`,
  pointAt: (x: number, y: number) => `at ${x}, ${y}`,
  pathOf: (count: number, x: number, y: number) => `${count} points, from ${x}, ${y}`,
  handleAt: (place: number, count: number, x: number, y: number) =>
    `Point ${place} of ${count}, at ${x}, ${y}`,
  added: (count: number) => (count === 1 ? 'First point set.' : `${count} points set.`),
  finished: (shape: string) => `Drawn: ${shape}`,
  selected: (shape: string) => `Selected: ${shape}`,
  removed: 'Deleted.',
  pointRemoved: 'Point deleted.',
  cancelled: 'Cancelled.',
  undone: 'Undone.',
  redone: 'Done again.',
  chosen: (label: string) => `Label: ${label}`,
  keyLabel: (label: string) => `Choose “${label}”`,
  keyMove: 'Move the crosshair or what is selected; with Shift by 10, with Ctrl by 100',
  keyPoint: 'Set a point; again at the same place, or at the first point: finish',
  keyNext: 'Next shape, previous shape',
  keyHandle: 'Next point of the selected shape, previous point',
  keyAdd: 'Add a point after the selected one',
  keyErase: 'Delete the last point, the selected point or the selected shape',
  keyCancel: 'Cancel the shape, or select nothing; then Tab leaves the image',
  keyPan: 'Hold and drag to move the image',
};

/** DrawingTexts is what a translation has to say. */
export type DrawingTexts = typeof english;

/** texts are the sentences in the language of the page. */
export const texts: DrawingTexts = spoken<DrawingTexts>({ en: english, de: german, pl: polish });
