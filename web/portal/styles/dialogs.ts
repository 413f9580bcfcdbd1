import { css } from 'lit';

/** dialogStyles is every dialog of the portal. */
export const dialogStyles = css`
  dialog {
    width: min(480px, calc(100vw - 24px));
    max-height: calc(100dvh - 24px);
    padding: 24px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
    overflow: auto;
  }

  dialog::backdrop {
    background: rgb(10 14 20 / 55%);
  }

  dialog h2 {
    margin: 0 0 6px;
    font: 650 19px/1.4 var(--sans);
  }

  dialog h3 {
    margin: 14px 0 6px;
    color: var(--muted);
    font: 600 14px/1.4 var(--sans);
  }

  dialog p {
    margin: 0 0 12px;
  }

  dialog label {
    display: block;
    margin-bottom: 4px;
    font-size: 14px;
    font-weight: 600;
  }

  .reasons {
    margin: 0 0 12px;
    padding: 0;
    border: 0;
  }

  .reasons legend {
    padding: 0;
    font-size: 14px;
    font-weight: 600;
  }

  .reasons label {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 36px;
    margin: 0;
    font-weight: 400;
  }

  .reasons input {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }

  .dialog-act {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 16px;
  }

  .keys {
    display: grid;
    grid-template-columns: minmax(128px, auto) 1fr;
    gap: 8px 16px;
    align-items: baseline;
    margin: 0;
  }

  .keys dt {
    display: flex;
    gap: 4px;
  }

  .keys dd {
    margin: 0;
  }

  kbd {
    display: inline-block;
    min-width: 22px;
    padding: 1px 6px;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--sunken);
    color: var(--muted);
    font: 600 12px/1.5 var(--sans);
    text-align: center;
    white-space: nowrap;
  }
`;
