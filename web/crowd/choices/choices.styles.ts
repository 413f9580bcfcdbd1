import { css } from 'lit';

/** choicesLook shows the categories as a list of choices. */
export const choicesLook = css`
  .choices {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .label-button {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 44px;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    cursor: pointer;
  }

  .label-button:hover {
    background: var(--accent-soft);
  }

  .label-button.selected {
    border-color: var(--accent);
    background: var(--accent-soft);
    box-shadow: inset 0 0 0 1px var(--accent);
    font-weight: 600;
  }

  .label-button:has(:focus-visible) {
    outline: 3px solid var(--ring);
    outline-offset: 2px;
  }

  .label-button:has(:disabled) {
    cursor: not-allowed;
    opacity: 0.7;
  }

  .label-button span {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  input {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }

  input:focus-visible {
    outline: none;
  }

  @media (max-width: 480px) {
    .choices.short {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .short .label-button {
      gap: 8px;
      padding: 8px 10px;
    }

    .short kbd {
      display: none;
    }
  }
`;
