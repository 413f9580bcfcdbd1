import { css } from 'lit';

/** pageBarLook lays the buttons in a line. */
export const pageBarLook = css`
  .page-bar {
    display: flex;
    align-items: center;
    gap: 4px;
    font-variant-numeric: tabular-nums;
  }

  .page-bar input {
    width: 64px;
    min-height: 36px;
    padding: 4px 8px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }

  .page-bar .arrow {
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .page-bar .arrow:dir(rtl) {
    scale: -1 1;
  }

  .page-bar .button[aria-disabled='true'] {
    border-color: transparent;
    background: none;
  }
`;
