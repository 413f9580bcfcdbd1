// Marking without a pointer: arrow keys move a caret, with Shift they mark.
import { choiceOf } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import type { Scribe } from './scribe.ts';
import { texts } from './texts.ts';

/** press does what a key stands for and tells whether it stood for anything. On the text, the keys that walk are the caret's. */
export function press(scribe: Scribe, event: KeyboardEvent, onText: boolean): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (event.key !== 'Tab' && event.key !== 'Shift') scribe.leaving = false;
  if (onText && walk(scribe, event)) return true;
  if (event.altKey) return false;
  if (control) return pressWithControl(scribe, event, onText);
  if (onText && event.key === 'Tab') return scribe.selectNext(event.shiftKey ? -1 : 1);
  if (onText && event.key === 'Enter') return scribe.enter();
  return pressAnywhere(scribe, event);
}

function pressWithControl(scribe: Scribe, { key, shiftKey }: KeyboardEvent, onText: boolean): boolean {
  const letter = key.toLowerCase();
  if (letter === 'z') shiftKey ? scribe.redo() : scribe.undo();
  else if (letter === 'y') scribe.redo();
  else if (letter === 'a' && onText) scribe.chooseAll();
  else return false;
  return true;
}

function pressAnywhere(scribe: Scribe, event: KeyboardEvent): boolean {
  const label = scribe.marking.labels[choiceOf(event) ?? -1];
  if (label) {
    if (!event.repeat) scribe.choose(label.label);
    return true;
  }
  if (event.key === 'Escape') return scribe.cancel();
  if (event.key !== 'Delete' && event.key !== 'Backspace') return false;
  scribe.remove();
  return true;
}

/** walk moves the caret. By words it goes with Ctrl, or with Alt as on a Mac. */
function walk(scribe: Scribe, { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const far = ctrlKey || metaKey;
  const to = placeFor(scribe, key, far || altKey, far);
  if (to === undefined) return false;
  scribe.moveTo(to, shiftKey, key === 'ArrowUp' || key === 'ArrowDown');
  return true;
}

function placeFor(scribe: Scribe, key: string, words: boolean, far: boolean): number | undefined {
  const { caret, steps, lines } = scribe;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      // In a text from the right, the key to the left goes on.
      const on = (key === 'ArrowRight') !== scribe.paper?.rtl;
      if (words) return on ? steps.nextWord(caret) : steps.previousWord(caret);
      return on ? steps.next(caret) : steps.previous(caret);
    }
    case 'ArrowUp':
      return lines.above(caret, scribe.goal());
    case 'ArrowDown':
      return lines.below(caret, scribe.goal());
    case 'Home':
      return far ? 0 : lines.start(caret);
    case 'End':
      return far ? scribe.marking.text.length : lines.end(caret);
  }
  return undefined;
}

/** shortcuts lists the keys. */
export function shortcuts(): Shortcut[] {
  return [
    { keys: '← → ↑ ↓', does: texts.keyMove },
    { keys: 'Home, End', does: texts.keyLine },
    { keys: 'Enter', does: texts.keyMark },
    { keys: 'Tab, Shift+Tab', does: texts.keyNext },
    { keys: 'Delete, Backspace', does: texts.keyErase },
    { keys: 'Esc', does: texts.keyCancel },
    { keys: 'Ctrl+Z', does: texts.undo },
    { keys: 'Ctrl+Y, Ctrl+Shift+Z', does: texts.redo },
  ];
}
