import { css } from 'lit';
import { tokens } from '../../look/tokens.ts';

/** styles draws the bars behind the browser's own range field. */
export const styles = [
  tokens,
  css`
    :host {
      display: block;
      max-width: 640px;
      margin: 0 0 16px;
      color: var(--ink);
      font: 16px/1.5 var(--sans);
    }

    :host([hidden]) {
      display: none;
    }

    .slider {
      display: flex;
      align-items: center;
      gap: 12px;
    }

    .track {
      position: relative;
      flex: 1;
      min-width: 0;
    }

    .control {
      --bar: var(--edge);
      --done: var(--accent);
      --knob: 22px;
      --here: calc(var(--knob) / 2 + (100% - var(--knob)) * var(--at));
      --there: calc(var(--knob) / 2 + (100% - var(--knob)) * var(--second));
      --way: to right;
      display: block;
      width: 100%;
      height: 32px;
      margin: 0;
      appearance: none;
      background:
        linear-gradient(var(--way), var(--done) var(--here), transparent 0) center / 100% 6px no-repeat,
        linear-gradient(
            var(--way),
            var(--crowd-slider-secondary-color, var(--warning)) var(--there),
            var(--bar) 0
          )
          center / 100% 6px no-repeat;
      cursor: pointer;
    }

    .control:dir(rtl) {
      --way: to left;
    }

    .control::-webkit-slider-thumb {
      width: 22px;
      height: 22px;
      border: 3px solid var(--surface);
      border-radius: 50%;
      appearance: none;
      background: var(--accent);
      box-shadow: 0 0 0 1px var(--accent);
    }

    .control::-moz-range-thumb {
      width: 16px;
      height: 16px;
      border: 3px solid var(--surface);
      border-radius: 50%;
      background: var(--accent);
      box-shadow: 0 0 0 1px var(--accent);
    }

    .control:disabled {
      --done: var(--edge);
      opacity: 0.6;
      cursor: not-allowed;
    }

    .control:focus-visible {
      border-radius: var(--radius-small);
    }

    .pin {
      position: absolute;
      inset-block-end: 100%;
      inset-inline-start: calc(11px + (100% - 22px) * var(--at));
      z-index: 1;
      min-width: 32px;
      padding: 2px 8px;
      border-radius: var(--radius-small);
      background: var(--accent);
      color: var(--on-accent);
      font-weight: 600;
      text-align: center;
      translate: -50%;
      visibility: hidden;
      pointer-events: none;
    }

    .pin:dir(rtl) {
      translate: 50%;
    }

    .track:has(:active, :focus-visible) .pin {
      visibility: visible;
    }

    .number {
      flex: none;
      width: 96px;
      min-height: 40px;
      margin: 0;
      padding: 6px 10px;
      border: 1px solid var(--edge);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      color-scheme: inherit;
    }

    .labels {
      position: relative;
      color: var(--muted);
      font-size: 13px;
    }

    .labels.some {
      height: 2.8em;
    }

    .slider:has(.number) + .labels {
      margin-inline-end: 108px;
    }
  `,
];
