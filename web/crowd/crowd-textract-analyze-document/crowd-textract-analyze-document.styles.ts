import { css } from 'lit';

/** styles shows the page's boxes, and the list of fields beside it. */
export const styles = css`
  @media (min-width: 761px) {
    .tool {
      grid-template-columns: auto minmax(0, 1fr) clamp(280px, 30vw, 400px);
    }
  }

  .label-pane-content {
    padding: 12px;
    scroll-padding: 12px;
  }

  .toolbar {
    border-top: 0;
    border-bottom: 1px solid var(--line);
  }

  .desk {
    display: flex;
    flex: 1;
    min-height: 0;
  }

  .desk .stage {
    cursor: grab;
    direction: ltr;
  }

  foureyes-thumbnails {
    flex: none;
    width: 108px;
    border-inline-end: 1px solid var(--line);
    contain: size;
  }

  .desk .stage.marking {
    cursor: crosshair;
  }

  .boxes {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  .boxes .box,
  .boxes .link,
  .boxes .handle {
    vector-effect: non-scaling-stroke;
  }

  /* Pages are light by day and by night, so these colours stay. */
  .box {
    fill: currentColor;
    fill-opacity: 0.1;
    stroke: currentColor;
    stroke-width: 1.5;
    pointer-events: all;
    cursor: pointer;
  }

  .marking .box {
    cursor: inherit;
  }

  .box.key {
    color: #1d4fbf;
  }

  .box.value {
    color: #0a6b3d;
  }

  .box:hover {
    fill-opacity: 0.25;
  }

  .entry.invalid .box {
    color: #6b7280;
    stroke-dasharray: 5 4;
    fill-opacity: 0.04;
  }

  .entry.checked .box,
  .entry.blank .box {
    fill-opacity: 0.04;
  }

  .entry.chosen .box {
    fill-opacity: 0.12;
    stroke-width: 3;
  }

  .link {
    stroke: #1d4fbf;
    stroke-width: 1.5;
    stroke-dasharray: 3 3;
  }

  .boxes .handle {
    fill: #fff;
    stroke: #1d4fbf;
    stroke-width: 2;
  }

  .count {
    margin: 0;
    color: var(--muted);
    font-size: 14px;
  }

  .list-title {
    margin: 12px 0 6px;
    font: 650 15px/1.4 var(--sans);
  }

  .fields {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .field {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    scroll-margin: 12px;
  }

  .field.chosen {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }

  .row {
    display: flex;
    align-items: center;
    gap: 10px;
    width: 100%;
    min-height: 48px;
    padding: 6px 10px;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--ink);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .row:hover {
    background: var(--accent-soft);
  }

  .sign {
    display: grid;
    flex: none;
    place-items: center;
    width: 22px;
    height: 22px;
    border-radius: 50%;
    background: var(--sunken);
    color: var(--muted);
    font-weight: 700;
    line-height: 1;
  }

  .sign .glyph {
    width: 14px;
    height: 14px;
    stroke-width: 2.4;
  }

  .checked .sign,
  .blank .sign {
    background: var(--accent-soft);
    color: var(--accent);
  }

  .invalid .sign,
  .missing .sign {
    background: var(--danger-soft);
    color: var(--danger);
  }

  .names {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .names bdi {
    display: block;
  }

  .name {
    color: var(--muted);
    font-size: 13px;
    line-height: 1.35;
  }

  .row .text {
    font-weight: 600;
    line-height: 1.35;
  }

  .invalid .row .text,
  .missing .row .text,
  .blank .row .text {
    color: var(--muted);
    font-weight: 400;
    font-style: italic;
  }

  .facts {
    display: grid;
    flex: none;
    justify-items: end;
    gap: 2px;
    color: var(--muted);
    font-size: 12px;
    line-height: 1.3;
  }

  .confidence {
    position: relative;
    padding: 1px 7px;
    border-radius: 99px;
    background: var(--sunken);
    font-variant-numeric: tabular-nums;
  }

  .confidence.middling {
    background: var(--warning-soft);
    color: var(--warning);
  }

  .confidence.low {
    background: var(--danger-soft);
    color: var(--danger);
  }

  .form {
    display: grid;
    gap: 10px;
    padding: 2px 10px 10px;
  }

  .aliases {
    margin: 0;
    color: var(--muted);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .line {
    display: block;
    font-size: 14px;
  }

  .line input {
    display: block;
    width: 100%;
    min-width: 0;
    min-height: 40px;
    padding: 6px 10px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: 16px/1.5 var(--sans);
  }

  .ticks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0;
    padding: 0;
    border: 0;
    font-size: 14px;
  }

  .tick {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 32px;
  }

  .tick input {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }

  .verdicts,
  .onward {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }

  .button.verdict {
    min-height: 34px;
    padding: 4px 10px;
    font-size: 14px;
    font-weight: 500;
  }

  .button.verdict[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
    box-shadow: inset 0 0 0 1px var(--accent);
    font-weight: 650;
  }

  .button.confirm {
    min-height: 36px;
    padding: 4px 14px;
  }

  @media (max-width: 760px) {
    .desk .stage {
      min-height: 40dvh;
    }

    foureyes-thumbnails {
      display: none;
    }

    .labels {
      max-height: 48dvh;
    }
  }
`;
