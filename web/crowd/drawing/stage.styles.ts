import { css } from 'lit';

/** stageLook shows the image with its shapes, and the bar below it. */
export const stageLook = css`
  .work {
    display: flex;
    flex-direction: column;
    padding: 0;
    overflow: hidden;
  }

  .work > .problem {
    margin: 8px;
  }

  .stage {
    position: relative;
    flex: 1;
    min-height: 280px;
    overflow: hidden;
    background: var(--sunken);
    cursor: crosshair;
    touch-action: none;
    user-select: none;
  }

  .tool:not(.fill) .stage {
    min-height: min(60vh, 520px);
  }

  .stage.move,
  .stage.spaced {
    cursor: grab;
  }

  .stage:focus-visible {
    outline-offset: -3px;
  }

  .picture {
    position: absolute;
    top: 0;
    left: 0;
    max-width: none;
    transform-origin: 0 0;
    image-orientation: none;
    pointer-events: none;
  }

  .empty .picture {
    visibility: hidden;
  }

  .drawing,
  .upper-canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  .note {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    margin: 0;
    color: var(--muted);
  }

  .warning {
    position: absolute;
    inset-inline: 12px;
    bottom: 12px;
    width: fit-content;
    max-width: calc(100% - 24px);
    margin: 0 auto;
    padding: 8px 14px;
    border: 1px solid var(--warning);
    border-radius: var(--radius);
    background: var(--warning-soft);
    color: var(--warning);
    font-weight: 600;
    pointer-events: none;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .drawing path,
  .drawing circle {
    fill: none;
    vector-effect: non-scaling-stroke;
  }

  .halo {
    stroke: rgb(255 255 255 / 75%);
    stroke-width: 4;
    stroke-linejoin: round;
  }

  .drawing path.line {
    stroke: currentColor;
    stroke-width: 2;
    stroke-linejoin: round;
  }

  .drawing path.line.closed {
    fill: currentColor;
    fill-opacity: 0.1;
  }

  .shape.chosen path.line {
    stroke-width: 3;
  }

  .drawing .shape.chosen path.line.closed {
    fill-opacity: 0.22;
  }

  .drawing circle.dot {
    fill: currentColor;
    stroke: #fff;
    stroke-width: 2;
  }

  .name rect {
    fill: currentColor;
    stroke: rgb(255 255 255 / 75%);
    stroke-width: 1;
  }

  .name text {
    font: 600 12px/1 var(--sans);
  }

  .drawing circle.handle {
    fill: #fff;
    stroke: currentColor;
    stroke-width: 2.5;
  }

  .drawing circle.handle.chosen {
    fill: currentColor;
    stroke: #fff;
  }

  .drawing circle.middle {
    fill: rgb(255 255 255 / 80%);
    stroke: currentColor;
    stroke-width: 1;
  }

  .drawing circle.ring {
    stroke: currentColor;
    stroke-width: 2;
    stroke-dasharray: 4 3;
  }

  .drawing circle.end {
    fill: #2ca02c;
    stroke: #fff;
    stroke-width: 2;
  }

  .made.refused {
    color: #d62728 !important;
  }

  .made path.line {
    stroke-dasharray: 6 4;
  }

  .crosshair .halo {
    stroke-width: 3;
  }

  .drawing .crosshair .line {
    stroke: #111;
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px;
    padding: 6px 10px;
    border-top: 1px solid var(--line);
    background: var(--surface);
  }

  .gap {
    width: 1px;
    height: 24px;
    margin: 0 6px;
    background: var(--line);
  }

  .glyph {
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .button.icon.pressed {
    border-color: var(--accent);
    background: var(--accent-soft);
    color: var(--accent);
  }

  .toolbar .button[aria-disabled='true'] {
    border-color: transparent;
    background: none;
  }

  .button.end {
    min-height: 36px;
    padding: 4px 12px;
    margin-inline-end: 6px;
  }

  .menu {
    position: relative;
  }

  .menu summary {
    list-style: none;
  }

  .menu summary::-webkit-details-marker {
    display: none;
  }

  .sliders {
    position: absolute;
    bottom: calc(100% + 8px);
    inset-inline-end: 0;
    z-index: 1;
    display: grid;
    gap: 8px;
    width: 220px;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    box-shadow: var(--shadow);
  }

  .sliders label {
    display: grid;
    gap: 2px;
    font-size: 14px;
  }

  @media (max-width: 760px) {
    .stage {
      min-height: 36dvh;
    }

    .labels {
      max-height: 36dvh;
    }
  }
`;
