// Painting without a pointer: the arrow keys move a crosshair, Enter sets the
// brush down and lifts it again.
import { type Point, same } from '../../geometry/point.ts';
import { zoomStep } from '../drawing/keyboard.ts';
import { texts as shared } from '../drawing/texts.ts';
import { choiceOf } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import type { Studio } from './studio.ts';
import { texts } from './texts.ts';

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** sizeStep is how much one press of a key changes the brush. */
const sizeStep = 1.25;

/** press does what a key stands for and tells whether it stood for anything; choose takes a label by its place. */
export function press(
  studio: Studio,
  event: KeyboardEvent,
  onStage: boolean,
  choose: (label: string) => void,
): boolean {
  if (event.altKey) return false;
  const control = event.ctrlKey || event.metaKey;
  const arrow = arrows[event.key];
  if (arrow) return onStage && studio.ready && move(studio, arrow, event.shiftKey ? 10 : control ? 100 : 1);
  if (control) return pressWithControl(studio, event);
  if (event.key === 'Enter' && onStage && studio.ready) {
    enter(studio);
    return true;
  }
  const label = studio.labels[choiceOf(event) ?? -1];
  if (label !== undefined) {
    choose(label);
    return true;
  }
  if (event.key === 'Escape') return studio.cancel();
  if (event.key === 'Backspace') return studio.dropPoint();
  const action = actions[event.key.toLowerCase()];
  action?.(studio);
  return action !== undefined;
}

function pressWithControl(studio: Studio, { key, shiftKey }: KeyboardEvent): boolean {
  const letter = key.toLowerCase();
  if (letter === 'z') shiftKey ? studio.redo() : studio.undo();
  else if (letter === 'y') studio.redo();
  else return false;
  return true;
}

const smaller = (studio: Studio) => studio.resize(1 / sizeStep);
const larger = (studio: Studio) => studio.resize(sizeStep);
const zoomIn = (studio: Studio) => studio.viewport.zoom(zoomStep);

const actions: Record<string, (studio: Studio) => void> = {
  b: (studio) => studio.take('brush'),
  e: (studio) => studio.take('eraser'),
  p: (studio) => studio.take('polygon'),
  g: (studio) => studio.take('fill'),
  m: (studio) => studio.take('move'),
  '[': smaller,
  ']': larger,
  // Where brackets take a third key.
  ',': smaller,
  '.': larger,
  k: (studio) => studio.toggleKeep(),
  h: (studio) => studio.toggleBare(),
  '+': zoomIn,
  '=': zoomIn,
  '-': (studio) => studio.viewport.zoom(1 / zoomStep),
  f: (studio) => studio.viewport.fit(),
};

function move(studio: Studio, { x, y }: Point, step: number): boolean {
  studio.moveCursor({ x: x * step, y: y * step });
  return true;
}

function enter(studio: Studio): void {
  const { cursor, mask } = studio;
  if (!studio.keyed && mask.made.length > 0) studio.tell(mask.finish());
  else if (!studio.keyed || !cursor) studio.moveCursor({ x: 0, y: 0 });
  else if (studio.paints) toggleBrush(studio, cursor);
  else if (studio.mode === 'fill') studio.fill(insideOf(studio, cursor));
  else if (studio.mode === 'polygon') setCorner(studio, cursor);
}

function toggleBrush(studio: Studio, at: Point): void {
  if (studio.mask.stroking) {
    studio.lift();
    studio.say(texts.lifted);
  } else if (studio.press(at)) studio.say(texts.down);
}

function setCorner(studio: Studio, at: Point): void {
  const last = studio.mask.made.at(-1);
  if (last && same(last, at)) studio.tell(studio.mask.finish());
  else studio.corner(at, studio.reach('mouse'));
}

/** insideOf is the pixel at a crosshair, which may stand on the image's last edge. */
function insideOf({ mask }: Studio, { x, y }: Point): Point {
  const { width, height } = mask.map.size;
  return { x: Math.min(x, width - 1), y: Math.min(y, height - 1) };
}

/** shortcutsOf lists the keys of a mask. */
export function shortcutsOf(): Shortcut[] {
  return [
    { keys: 'B', does: texts.mode.brush },
    { keys: 'E', does: texts.mode.eraser },
    { keys: 'P', does: texts.mode.polygon },
    { keys: 'G', does: texts.mode.fill },
    { keys: 'M', does: texts.mode.move },
    { keys: '[ ] , .', does: texts.keySize },
    { keys: 'K', does: texts.keep },
    { keys: '← → ↑ ↓', does: texts.keyMove },
    { keys: 'Enter', does: texts.keyEnter },
    { keys: 'Backspace', does: texts.keyBack },
    { keys: 'Esc', does: texts.keyCancel },
    { keys: 'Ctrl+Z', does: shared.undo },
    { keys: 'Ctrl+Y, Ctrl+Shift+Z', does: shared.redo },
    { keys: '+', does: shared.zoomIn },
    { keys: '-', does: shared.zoomOut },
    { keys: 'F', does: shared.fit },
    { keys: 'H', does: texts.hide },
    { keys: 'Space', does: shared.keyPan },
  ];
}
