import { css } from 'lit';

/** tickLook styles a box, a switch or a radio button with its label beside it. */
export const tickLook = css`
  :host {
    display: inline-block;
    max-width: 100%;
    margin-inline-end: 16px;
    color: var(--ink);
    font: 16px/1.5 var(--sans);
    vertical-align: top;
  }

  :host([hidden]) {
    display: none;
  }

  .row {
    display: inline-flex;
    align-items: start;
    gap: 10px;
    max-width: 100%;
    min-height: 32px;
    padding: 4px 0;
    cursor: pointer;
  }

  .row:has(:disabled) {
    color: var(--muted);
    cursor: not-allowed;
  }

  .label {
    min-width: 0;
    /* Not "anywhere": a column of a table would become as narrow as one letter. */
    overflow-wrap: break-word;
  }

  .control {
    flex: none;
    width: 20px;
    height: 20px;
    margin: 2px 0;
    accent-color: var(--accent);
    cursor: inherit;
  }

  .invalid .control:not(:checked) {
    outline: 2px solid var(--danger);
    outline-offset: 1px;
  }

  .control:focus-visible {
    outline: 3px solid var(--ring);
    outline-offset: 2px;
  }

  .error {
    display: block;
    color: var(--danger);
    font-size: 13px;
    font-weight: 600;
  }

  .switch .control {
    position: relative;
    width: 40px;
    height: 24px;
    margin: 0;
    border: 2px solid var(--edge);
    border-radius: 12px;
    appearance: none;
    background: var(--sunken);
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  .switch .control::before {
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--edge);
    content: '';
    transition: inset-inline-start 120ms;
  }

  .switch .control:checked {
    border-color: var(--accent);
    background: var(--accent);
  }

  .switch .control:checked::before {
    inset-inline-start: 19px;
    background: var(--on-accent);
  }

  .switch .control:disabled {
    opacity: 0.5;
  }

  .switch.alarming .control:not(:checked) {
    border-color: var(--danger);
    background: var(--danger-soft);
  }

  .switch.alarming .control:not(:checked)::before {
    background: var(--danger);
  }
`;
