// Which key presses are meant for a page rather than for a field in it.
import type { KeyPress, Shortcut } from './messages.ts';

/** Key is the part of a KeyboardEvent that the rules look at. */
export type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const writing = new Set([
  'text',
  'search',
  'email',
  'url',
  'tel',
  'password',
  'number',
  'date',
  'time',
  'month',
  'week',
  'datetime-local',
]);

/** takesText tells whether keys pressed in an element are text for it. */
export function takesText(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLInputElement) return writing.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}

/** isFree tells whether a key press is nobody's yet: not handled, and not text for a field. */
export function isFree(event: KeyboardEvent): boolean {
  return !event.defaultPrevented && !event.isComposing && !takesText(event.composedPath()[0]);
}

/** choiceOf gives the place, from 0, that a digit chooses: 1 to 9, then 0 for the tenth. */
export function choiceOf(key: Key): number | undefined {
  if (key.altKey || key.ctrlKey || key.metaKey || !/^[0-9]$/.test(key.key)) return undefined;
  return (Number(key.key) + 9) % 10;
}

/** digitOf gives the digit that chooses a place, or undefined past the tenth. */
export function digitOf(place: number): string | undefined {
  return place < 10 ? String((place + 1) % 10) : undefined;
}

/** isSubmitKey tells whether a key press submits from anywhere: Ctrl+Enter, or Cmd+Enter. */
export function isSubmitKey(key: Key): boolean {
  return key.key === 'Enter' && (key.ctrlKey || key.metaKey) && !key.altKey;
}

/** submitShortcut names isSubmitKey's key in lists. */
export function submitShortcut(does: string): Shortcut {
  return { keys: 'Ctrl+Enter', does };
}

/** isPortalKey tells whether the portal may want a key press: the question mark, and Alt+Shift with a letter. */
export function isPortalKey(press: KeyPress): boolean {
  if (press.ctrlKey || press.metaKey) return false;
  return press.altKey ? press.shiftKey && /^Key[A-Z]$/.test(press.code) : press.key === '?';
}

/** keyPress copies what a message needs of an event. */
export function keyPress(event: KeyboardEvent): KeyPress {
  const { key, code, altKey, ctrlKey, metaKey, shiftKey } = event;
  return { key, code, altKey, ctrlKey, metaKey, shiftKey };
}
