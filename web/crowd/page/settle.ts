// What a hand does to a page that has only just come into sight was meant for the one before.

const presses = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'dblclick'];

/**
 * settle keeps what a pointer does from a page for so many milliseconds, to the end of a press that has
 * begun by then. Keys work at once, and the focus stays where it is. The portal could take the clicks
 * instead, but where a press goes is decided by what the browser has drawn, which may be long ago.
 */
export function settle(win: Window, milliseconds: number): void {
  const life = new AbortController();
  let over = false;
  let pressed = false;
  const keepOff = (event: Event) => {
    if (!event.isTrusted || fromKeyboard(event)) return;
    if (event.type === 'pointerdown') {
      if (over) return life.abort();
      pressed = true;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of presses) win.addEventListener(type, keepOff, { capture: true, signal: life.signal });
  setTimeout(() => {
    over = true;
    if (!pressed) life.abort();
  }, milliseconds);
}

// A button that is pressed by a key is clicked zero times.
function fromKeyboard(event: Event): boolean {
  return event.type === 'click' && (event as MouseEvent).detail === 0;
}
