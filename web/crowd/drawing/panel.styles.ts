import { css } from 'lit';

/** panelLook shows the labels and the list of shapes. */
export const panelLook = css`
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
  }
`;
