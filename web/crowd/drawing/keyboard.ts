// Drawing without a pointer: the arrow keys move a crosshair, Enter sets points.
import { add, clamp, type Point, round, same } from '../../geometry/point.ts';
import { choiceOf } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import type { Easel } from './easel.ts';
import { middlesOf } from './shape.ts';
import { texts } from './texts.ts';

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** zoomStep is how much one press of a key or a button enlarges. */
export const zoomStep = 1.25;

/**
 * press does what a key stands for and tells whether it stood for anything. On
 * the stage, the keys that walk through a page are the drawing's too.
 */
export function press(easel: Easel, event: KeyboardEvent, onStage: boolean): boolean {
  if (event.altKey) return false;
  if (event.key !== 'Tab' && event.key !== 'Shift') easel.leaving = false;
  const control = event.ctrlKey || event.metaKey;
  const arrow = arrows[event.key];
  if (arrow) return easel.ready && move(easel, arrow, event.shiftKey ? 10 : control ? 100 : 1, onStage);
  if (control) return pressWithControl(easel, event);
  if (onStage && pressOnStage(easel, event)) return true;
  return pressAnywhere(easel, event);
}

function pressWithControl(easel: Easel, { key, shiftKey }: KeyboardEvent): boolean {
  const letter = key.toLowerCase();
  if (letter === 'z') shiftKey ? easel.redo() : easel.undo();
  else if (letter === 'y') easel.redo();
  else return false;
  return true;
}

function pressOnStage(easel: Easel, { key, shiftKey }: KeyboardEvent): boolean {
  if (!easel.ready) return false;
  // Past the last shape Tab leaves the stage, or one could never get out.
  if (key === 'Tab') return easel.selectNext(shiftKey ? -1 : 1);
  if (key !== 'Enter') return false;
  setPoint(easel);
  return true;
}

function pressAnywhere(easel: Easel, event: KeyboardEvent): boolean {
  const label = easel.labels[choiceOf(event) ?? -1];
  if (label !== undefined) {
    easel.choose(label);
    return true;
  }
  if (event.key === 'Escape') return easel.cancel();
  const turn = { PageUp: -1, PageDown: 1 }[event.key];
  if (turn !== undefined) return turnPage(easel, turn);
  const action = actions[event.key.toLowerCase()];
  action?.(easel, event.shiftKey);
  return action !== undefined;
}

const actions: Record<string, (easel: Easel, shifted: boolean) => void> = {
  backspace: erase,
  delete: erase,
  '+': (easel) => easel.viewport.zoom(zoomStep),
  '=': (easel) => easel.viewport.zoom(zoomStep),
  '-': (easel) => easel.viewport.zoom(1 / zoomStep),
  f: (easel) => easel.viewport.fit(),
  h: (easel) => {
    easel.bare = !easel.bare;
    easel.refresh();
  },
  v: (easel, shifted) => easel.selectHandle(shifted ? -1 : 1),
  a: addPoint,
};

function turnPage({ picture }: Easel, step: number): boolean {
  if (picture.count < 2) return false;
  picture.show(picture.sheets.wanted + step);
  return true;
}

function erase(easel: Easel): void {
  if (easel.sketch.made.length > 0) easel.dropPoint();
  else easel.remove();
}

/** addPoint puts a point into the side after the selected point. */
function addPoint(easel: Easel): void {
  const { selected, handle } = easel.sketch;
  if (!selected) return;
  const side = handle ?? 0;
  const at = middlesOf(easel.kind, selected.points)[side];
  if (!at) return;
  easel.sketch.addPointAfter(side, at);
  easel.edited(easel.sketch.selected);
}

function move(easel: Easel, arrow: Point, step: number, onStage: boolean): boolean {
  const by = { x: arrow.x * step, y: arrow.y * step };
  const { sketch } = easel;
  if (sketch.selected) {
    const mistake = sketch.nudge(by);
    if (mistake) easel.warn(texts[mistake]);
    else easel.edited(sketch.selected);
    return true;
  }
  if (onStage) moveCursor(easel, by);
  return onStage;
}

function moveCursor(easel: Easel, by: Point): void {
  const { sketch, viewport } = easel;
  const from = easel.cursor ?? sketch.made.at(-1) ?? viewport.middle;
  sketch.select(undefined);
  // The first press shows the crosshair.
  const to = easel.keyed ? add(round(from), by) : from;
  easel.cursor = round(clamp(to, sketch.size));
  easel.keyed = true;
  viewport.reveal(easel.cursor);
  easel.say(texts.pointAt(easel.cursor.x, easel.cursor.y));
}

/** setPoint sets a point at the crosshair; without one, or at an end of the shape, it finishes the shape. */
function setPoint(easel: Easel): void {
  const { sketch, cursor } = easel;
  if (!easel.keyed && sketch.made.length > 0) easel.tell(sketch.finish());
  else if (!easel.keyed || !cursor) moveCursor(easel, { x: 0, y: 0 });
  else setPointAt(easel, cursor);
}

function setPointAt(easel: Easel, cursor: Point): void {
  const { sketch } = easel;
  const last = sketch.made.at(-1);
  const again = last !== undefined && same(last, cursor) && easel.kind.form === 'path';
  easel.tell(again || sketch.ends(cursor, easel.reach('mouse')) ? sketch.finish() : sketch.addPoint(cursor));
}

/** shortcutsOf lists the keys of a drawing. */
export function shortcutsOf(easel: Easel): Shortcut[] {
  const path = easel.kind.form === 'path' && easel.kind.most > 2;
  return [
    { keys: '← → ↑ ↓', does: texts.keyMove },
    { keys: 'Enter', does: texts.keyPoint },
    { keys: 'Tab, Shift+Tab', does: texts.keyNext },
    ...(easel.kind.form === 'point' ? [] : [{ keys: 'V, Shift+V', does: texts.keyHandle }]),
    ...(path ? [{ keys: 'A', does: texts.keyAdd }] : []),
    { keys: 'Delete, Backspace', does: texts.keyErase },
    { keys: 'Esc', does: texts.keyCancel },
    { keys: 'Ctrl+Z', does: texts.undo },
    { keys: 'Ctrl+Y, Ctrl+Shift+Z', does: texts.redo },
    { keys: '+', does: texts.zoomIn },
    { keys: '-', does: texts.zoomOut },
    { keys: 'F', does: texts.fit },
    { keys: 'H', does: texts.hide },
    { keys: 'Space', does: texts.keyPan },
  ];
}
