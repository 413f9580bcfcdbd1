import { css } from 'lit';

/** segmentationLook adds to the look of the drawing tools what only masks have. */
export const segmentationLook = css`
  .note.loading {
    inset: auto 0 12px;
  }

  .drawing .brush circle {
    vector-effect: none;
  }

  .brush .halo {
    stroke: #fff;
    stroke-width: 3;
  }

  .brush .edge {
    stroke: #111;
    stroke-width: 1;
  }

  .brush.down .edge {
    stroke-width: 3;
    stroke-dasharray: 4 3;
  }

  .drawing .crosshair.down .line {
    stroke-width: 2;
  }

  .toolbar label.size {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 4px;
    font-size: 14px;
  }

  .size input {
    width: 110px;
  }

  .size output {
    min-width: 3.5ch;
    font-variant-numeric: tabular-nums;
  }

  .group {
    display: grid;
    gap: 2px;
  }

  .group .list {
    margin-inline-start: 8px;
  }

  .list li {
    flex-wrap: wrap;
  }

  .list li.hidden .text {
    color: var(--muted);
    text-decoration: line-through;
  }

  .add {
    justify-self: start;
    min-height: 32px;
    margin-inline-start: 8px;
    padding: 4px 8px;
    font-size: 14px;
  }

  .rework {
    display: grid;
    flex-basis: 100%;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 4px 8px;
    padding: 4px 8px 8px;
    font-size: 14px;
  }

  .rework select {
    min-width: 0;
    min-height: 32px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }

  @media (max-width: 760px) {
    .palette.grouped {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
