/** stepOf gives how far an arrow key goes in a row of choices: 1, -1, or 0 for any other key. */
export function stepOf(key: Pick<KeyboardEvent, 'key'>, rightToLeft: boolean): number {
  if (key.key === 'ArrowDown') return 1;
  if (key.key === 'ArrowUp') return -1;
  if (key.key === 'ArrowRight') return rightToLeft ? -1 : 1;
  if (key.key === 'ArrowLeft') return rightToLeft ? 1 : -1;
  return 0;
}
