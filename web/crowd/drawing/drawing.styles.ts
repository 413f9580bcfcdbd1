import { css } from 'lit';

/** drawingLook shows the image with its shapes, the bar below it and the labels beside it. */
export const drawingLook = css`
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

  input {
    accent-color: var(--accent);
  }

  .palette {
    display: grid;
    gap: 6px;
  }

  .label-button,
  .row {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 40px;
    padding: 6px 10px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .label-button:hover,
  .row:hover {
    background: var(--accent-soft);
  }

  .label-button.selected {
    border-color: var(--accent);
    background: var(--accent-soft);
    box-shadow: inset 0 0 0 1px var(--accent);
    font-weight: 600;
  }

  .chip {
    flex: none;
    width: 16px;
    height: 16px;
    border: 1px solid rgb(0 0 0 / 35%);
    border-radius: 4px;
  }

  .text {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .nothing {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    margin-top: 8px;
  }

  .nothing input {
    width: 18px;
    height: 18px;
    margin: 0;
  }

  .nothing:has(:disabled) {
    color: var(--muted);
  }

  .list-title {
    margin: 12px 0 6px;
    font: 650 15px/1.4 var(--sans);
  }

  .count {
    color: var(--muted);
    font-weight: 400;
  }

  .list {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .list li {
    display: flex;
    align-items: center;
    border-radius: var(--radius-small);
  }

  .list li.selected {
    background: var(--accent-soft);
  }

  .row {
    flex: 1;
    min-width: 0;
    min-height: 36px;
    padding: 4px 6px;
    border-color: transparent;
    background: none;
  }

  .row small {
    display: block;
    color: var(--muted);
    font-size: 12px;
    line-height: 1.3;
  }

  .button.icon.small {
    min-width: 32px;
    min-height: 32px;
    padding: 4px;
  }

  @media (max-width: 760px) {
    .palette {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .stage {
      min-height: 36dvh;
    }

    .labels {
      max-height: 36dvh;
    }
  }
`;
