import { html, type TemplateResult } from 'lit';

/** paths are drawn in a square of 20, as lines of width 1.6. */
const paths = {
  draw: 'M3 17l1-4L14 3l3 3L7 16zM12 5l3 3',
  move: 'M10 2v16M2 10h16M7.5 4.5 10 2l2.5 2.5M7.5 15.5 10 18l2.5-2.5M4.5 7.5 2 10l2.5 2.5M15.5 7.5 18 10l-2.5 2.5',
  zoomIn: 'M13 13l5 5M8.5 3a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M6 8.5h5M8.5 6v5',
  zoomOut: 'M13 13l5 5M8.5 3a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M6 8.5h5',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  fitWidth: 'M2 4v12M18 4v12M5 10h10M8 7l-3 3l3 3M12 7l3 3l-3 3',
  rotate: 'M16.5 10a6.5 6.5 0 1 1-2-4.7M15 2v3.6h-3.6',
  previous: 'M12.5 4l-6 6l6 6',
  next: 'M7.5 4l6 6l-6 6',
  undo: 'M7 4 3 8l4 4M3 8h8a5 5 0 0 1 0 10H7',
  redo: 'M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 10h4',
  remove: 'M4 5.5h12M8 5V3h4v2M5.5 5.5l.8 11.5h7.4l.8-11.5M8.5 8.5v6M11.5 8.5v6',
  hide: 'M2 10s3-5 8-5s8 5 8 5s-3 5-8 5s-8-5-8-5M3 17 17 3',
  picture:
    'M10 6.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4',
  brush: 'M17 3 8.5 11.5M8 11.5a3 3 0 0 1 1 4c-1 1.8-4 2-6.5 1.5c1.5-.8 1-2 1.5-3.5a2.8 2.8 0 0 1 4-2',
  eraser:
    'M7 16.5 3 12.5a1 1 0 0 1 0-1.5L11 3a1 1 0 0 1 1.5 0l4.5 4.5a1 1 0 0 1 0 1.5L9.5 16.5zM7.5 6.5l6 6M7 16.5h10',
  polygon: 'M5 16 3 7l8-4 6 5-3 8zM3 7h.01M11 3h.01M17 8h.01M14 16h.01M5 16h.01',
  fill: 'M8.5 3.5l7 7-6 6a1 1 0 0 1-1.5 0L3 11.5a1 1 0 0 1 0-1.5zM6 3l3 3M3 11h12M17 14c1 1.3 1.2 2 1.2 2.5a1.2 1.2 0 0 1-2.4 0c0-.5.2-1.2 1.2-2.5',
  keep: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9M10 12v2',
  show: 'M2 10s3-5 8-5s8 5 8 5s-3 5-8 5s-8-5-8-5M10 7.8a2.2 2.2 0 1 1 0 4.4a2.2 2.2 0 0 1 0-4.4',
  add: 'M10 4v12M4 10h12',
  finish: 'M3 10.5l4.5 4.5L17 5',
  cancel: 'M4.5 4.5l11 11M15.5 4.5l-11 11',
};

/** IconName is one of the tools' own icons. */
export type IconName = keyof typeof paths;

/** icon draws an icon in the colour of the text around it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="glyph" viewBox="0 0 20 20" aria-hidden="true"><path d=${paths[name]}></path></svg>`;
}
