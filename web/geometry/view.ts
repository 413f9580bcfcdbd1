// How an image is seen in a frame: enlarged by a scale and moved by an offset.
import { clamp, type Point, type Size } from './point.ts';

/** View maps image pixels to frame pixels: frame = image × scale + offset. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** toFrame is where an image's point is seen. */
export function toFrame({ scale, x, y }: View, point: Point): Point {
  return { x: point.x * scale + x, y: point.y * scale + y };
}

/** toImage is which point of the image is seen at a place in the frame. */
export function toImage({ scale, x, y }: View, point: Point): Point {
  return { x: (point.x - x) / scale, y: (point.y - y) / scale };
}

/** fitInto shows the whole image in the middle of a frame, with a margin where there is room for one. */
export function fitInto(image: Size, frame: Size, margin: number): View {
  const room = {
    width: Math.max(frame.width - 2 * margin, 1),
    height: Math.max(frame.height - 2 * margin, 1),
  };
  const scale = Math.min(room.width / image.width, room.height / image.height);
  return {
    scale,
    x: (frame.width - image.width * scale) / 2,
    y: (frame.height - image.height * scale) / 2,
  };
}

/** fitWidth shows an image as wide as the frame, from its top where it is higher. */
export function fitWidth(image: Size, frame: Size, margin: number): View {
  const scale = Math.max(frame.width - 2 * margin, 1) / image.width;
  const over = frame.height - image.height * scale;
  return { scale, x: (frame.width - image.width * scale) / 2, y: over > 2 * margin ? over / 2 : margin };
}

/** zoomAt enlarges by a factor so that the image's point at a place in the frame stays there. */
export function zoomAt(view: View, at: Point, factor: number, least: number, most: number): View {
  const scale = Math.min(Math.max(view.scale * factor, least), most);
  const held = toImage(view, at);
  return { scale, x: at.x - held.x * scale, y: at.y - held.y * scale };
}

/** pan moves the image by an offset in frame pixels. */
export function pan(view: View, by: Point): View {
  return { ...view, x: view.x + by.x, y: view.y + by.y };
}

/** keepInSight moves a view as little as possible so that the middle of the frame shows a point of the image. */
export function keepInSight(view: View, image: Size, frame: Size): View {
  const centre = { x: frame.width / 2, y: frame.height / 2 };
  const held = clamp(toImage(view, centre), image);
  return { ...view, x: centre.x - held.x * view.scale, y: centre.y - held.y * view.scale };
}

/** reveal moves a view as little as possible so that an image's point is seen, a margin from the frame's edge. */
export function reveal(view: View, point: Point, frame: Size, margin: number): View {
  const seen = toFrame(view, point);
  return pan(view, { x: inward(seen.x, frame.width, margin), y: inward(seen.y, frame.height, margin) });
}

function inward(at: number, length: number, margin: number): number {
  const edge = Math.min(margin, length / 2);
  return Math.min(Math.max(at, edge), length - edge) - at;
}
