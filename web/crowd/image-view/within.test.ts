import { expect, test } from 'vitest';
import { fit, within } from './within.ts';

test.each([
  [{ scale: 1, x: 20, y: -20 }, fit],
  [
    { scale: 2, x: -500, y: 10 },
    { scale: 2, x: -100, y: 0 },
  ],
  [
    { scale: 2, x: -40, y: -10 },
    { scale: 2, x: -40, y: -10 },
  ],
])('%j stays in the window as %j', (view, want) => {
  const { scale, x, y } = within(view, { width: 100, height: 60 });
  // Adding 0 makes one zero of the two that there are.
  expect({ scale, x: x + 0, y: y + 0 }).toEqual(want);
});
