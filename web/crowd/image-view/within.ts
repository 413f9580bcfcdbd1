import type { Size } from '../../geometry/point.ts';
import type { View } from '../../geometry/view.ts';

/** fit is a picture as it lies in its window when all of it shows. */
export const fit: View = { scale: 1, x: 0, y: 0 };

/** within moves an enlarged picture back, so that it goes on filling the part of the window that it fills when it fits. */
export function within({ scale, x, y }: View, { width, height }: Size): View {
  const hold = (at: number, length: number) => Math.min(0, Math.max(at, length * (1 - scale)));
  return { scale, x: hold(x, width), y: hold(y, height) };
}
