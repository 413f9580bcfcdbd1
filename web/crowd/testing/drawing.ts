// What tests of tools that draw on an image share: an image, and a hand.
import { vi } from 'vitest';
import type { DrawingTool } from '../drawing/drawing-tool.ts';
import type { Tool } from '../tool/tool.ts';
import { drawn, inside, type Stage, setStage } from './stage.ts';

/** photo is an image of 640 by 480 pixels. */
export const photo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#8fa8a3"/><rect x="100" y="100" width="200" height="150" fill="#3d5c57"/><circle cx="450" cy="300" r="90" fill="#d8c08a"/></svg>',
)}`;

/** Board is a stage with one tool that draws on an image, which has loaded. */
export interface Board<T extends Tool = DrawingTool> {
  stage: Stage;
  tool: T;
  /** at gives the place in the window where an image's point is seen. */
  at: (x: number, y: number) => { clientX: number; clientY: number };
  /** drag presses at the first point, goes over the others, and releases at the last. */
  drag: (points: readonly [number, number][], pointer?: PointerEventInit) => Promise<void>;
  click: (x: number, y: number) => Promise<void>;
  /** key presses a key on the stage, several times. */
  key: (key: string, held?: KeyboardEventInit, times?: number) => Promise<void>;
}

/** setBoard puts a drawing tool in a form, with attributes, and waits for its image. */
export async function setBoard<T extends Tool = DrawingTool>(
  tag: string,
  attributes: string,
  children = '',
): Promise<Board<T>> {
  const stage = await setStage(
    `<crowd-form><${tag} name="result" src="${photo}" header="Mark them" ${attributes}>${children}</${tag}></crowd-form>`,
  );
  const tool = stage.$<T>(tag);
  await vi.waitFor(() => inside(tool, '.drawing'));
  await drawn(stage.root);
  return boardOf(stage, tool);
}

function boardOf<T extends Tool>(stage: Stage, tool: T): Board<T> {
  const surface = inside<HTMLElement>(tool, '.stage');
  const at = (x: number, y: number) => {
    const { left, top, width } = inside(tool, '.picture').getBoundingClientRect();
    return { clientX: left + (x * width) / 640, clientY: top + (y * width) / 640 };
  };
  const send = (type: string, place: [number, number], init: PointerEventInit = {}) =>
    surface.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        composed: true,
        cancelable: true,
        pointerId: 1,
        pointerType: 'mouse',
        ...at(...place),
        ...init,
      }),
    );
  const board: Board<T> = {
    stage,
    tool,
    at,
    drag: async (points, pointer) => {
      const [first, ...rest] = points;
      if (!first) return;
      send('pointerdown', first, pointer);
      for (const point of rest) send('pointermove', point, pointer);
      send('pointerup', points.at(-1) ?? first, pointer);
      await drawn(stage.root);
    },
    click: (x, y) => board.drag([[x, y]]),
    key: async (key, held = {}, times = 1) => {
      for (let press = 0; press < times; press++)
        surface.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...held }),
        );
      await drawn(stage.root);
    },
  };
  return board;
}
