// The keys of the widget. Those with letters work while no field is written in.
import type { Point } from '../../geometry/point.ts';
import { zoomStep } from '../drawing/keyboard.ts';
import type { Shortcut } from '../page/messages.ts';
import type { Desk } from './desk.ts';
import { growPlace, movePlace } from './places.ts';
import { judge } from './review.ts';
import { texts } from './texts.ts';

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** stride is by how many pixels of the screen an arrow key moves the page. */
const stride = 60;

/** Focus is what the element can give the focus to. */
export interface Focus {
  value(): void;
  row(): void;
}

/** press does what a key stands for and tells whether it stood for anything; onStage is true where the page has the focus. */
export function press(desk: Desk, event: KeyboardEvent, onStage: boolean, focus: Focus): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const arrow = arrows[event.key];
  if (arrow) return onStage ? pressArrow(desk, arrow, event.shiftKey) : walk(desk, arrow.y, focus);
  const act =
    actions[event.key.toLowerCase()] ?? (desk.locked ? undefined : judgements[event.key.toLowerCase()]);
  return act?.(desk, focus, event.shiftKey) ?? false;
}

/** walk goes to the next or the previous entry. */
export function walk(desk: Desk, step: number, focus: Focus): boolean {
  if (step === 0 || !desk.next(step > 0 ? 1 : -1)) return false;
  focus.row();
  return true;
}

function pressArrow(desk: Desk, arrow: Point, shifted: boolean): boolean {
  const place = desk.marking && desk.current?.[desk.marking].place;
  if (!desk.marking) desk.viewport.move({ x: -arrow.x * stride, y: -arrow.y * stride });
  else if (place) desk.put((shifted ? growPlace : movePlace)(place, desk.offset(steps(desk, arrow))));
  return true;
}

/** steps makes an arrow as long as four pixels of the screen. */
function steps(desk: Desk, { x, y }: Point): Point {
  const length = 4 / desk.viewport.view.scale;
  return { x: x * length, y: y * length };
}

type Act = (desk: Desk, focus: Focus, shifted: boolean) => boolean;

const actions: Record<string, Act> = {
  '+': (desk) => done(desk.viewport.zoom(zoomStep)),
  '=': (desk) => done(desk.viewport.zoom(zoomStep)),
  '-': (desk) => done(desk.viewport.zoom(1 / zoomStep)),
  f: (desk) => done(desk.viewport.fit()),
  w: (desk) => done(desk.viewport.fit('width')),
  r: (desk) => done(desk.rotate()),
  j: (desk, focus) => walk(desk, 1, focus),
  k: (desk, focus) => walk(desk, -1, focus),
  pageup: (desk) => turnPage(desk, -1),
  pagedown: (desk) => turnPage(desk, 1),
  escape: (desk, focus) => {
    if (!desk.marking) return false;
    desk.mark(undefined);
    focus.row();
    return true;
  },
};

const judgements: Record<string, Act> = {
  e: (desk, focus) => {
    if (!desk.current) return false;
    focus.value();
    return true;
  },
  b: (desk) => say(desk, 'blank'),
  x: (desk) => say(desk, desk.current?.wanted ? 'missing' : 'invalid'),
  m: (desk, _, shifted) => {
    desk.mark(desk.marking ? undefined : shifted ? 'key' : 'value');
    desk.putDefault();
    return desk.marking !== undefined;
  },
  delete: (desk) => {
    if (!desk.marking || !desk.current?.wanted) return false;
    desk.put(undefined);
    return true;
  },
};

function say(desk: Desk, state: 'blank' | 'missing' | 'invalid'): boolean {
  if (!desk.current) return false;
  desk.change(judge(desk.current, state));
  return true;
}

function turnPage(desk: Desk, step: number): boolean {
  if (desk.picture.count < 2) return false;
  desk.goTo(desk.picture.sheets.wanted + step);
  return true;
}

function done(_: unknown): true {
  return true;
}

/** shortcutsOf lists the keys. */
export function shortcutsOf(desk: Desk): Shortcut[] {
  const pages = desk.picture.count > 1 ? [{ keys: 'PageUp, PageDown', does: texts.keyPage }] : [];
  const marks = desk.fixed ? [] : [{ keys: 'M, Shift+M', does: texts.keyMark }];
  return [
    { keys: 'Enter', does: texts.keyConfirm },
    { keys: '↓ ↑, Alt+↓ Alt+↑', does: texts.keyNext },
    { keys: 'E', does: texts.keyEdit },
    { keys: 'B', does: texts.keyBlank },
    { keys: 'X', does: texts.keyInvalid },
    ...marks,
    { keys: 'Esc', does: texts.keyLeave },
    ...pages,
    { keys: '+', does: texts.zoomIn },
    { keys: '-', does: texts.zoomOut },
    { keys: 'F', does: texts.fit },
    { keys: 'W', does: texts.fitWidth },
    { keys: 'R', does: texts.rotate },
  ];
}
