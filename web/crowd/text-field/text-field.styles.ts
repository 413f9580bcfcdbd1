import { css } from 'lit';

/** textFieldLook styles a field whose label stands in the box until there is text. */
export const textFieldLook = css`
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

  .box {
    position: relative;
  }

  .control {
    display: block;
    width: 100%;
    min-height: 44px;
    margin: 0;
    padding: 9px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    color-scheme: inherit;
  }

  .control::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  .labelled .control {
    min-height: 56px;
    padding-top: 25px;
    padding-bottom: 6px;
  }

  .labelled .control:not(:focus)::placeholder {
    color: transparent;
  }

  label {
    position: absolute;
    inset: 5px 12px auto;
    overflow: hidden;
    color: var(--muted);
    font-size: 13px;
    text-overflow: ellipsis;
    white-space: nowrap;
    pointer-events: none;
    transition: translate 120ms;
  }

  .plain:not(:focus-within) label:has(~ .control:placeholder-shown) {
    font-size: 16px;
    translate: 0 9px;
  }

  .control:focus-visible {
    border-color: var(--ring);
    outline: 2px solid var(--ring);
    outline-offset: 0;
  }

  .invalid .control {
    border-color: var(--danger);
    box-shadow: inset 0 0 0 1px var(--danger);
  }

  .invalid label {
    color: var(--danger);
  }

  .control:disabled {
    background: var(--sunken);
    color: var(--muted);
    cursor: not-allowed;
  }

  .below {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    padding: 4px 2px 0;
    color: var(--muted);
    font-size: 13px;
  }

  .error {
    color: var(--danger);
    font-weight: 600;
  }

  .count {
    margin-inline-start: auto;
  }
`;
