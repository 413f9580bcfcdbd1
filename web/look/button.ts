// How a button looks, in the task page and in the portal alike.
import { css } from 'lit';

/** buttonLook styles class "button" and its variants primary, quiet, link, icon and danger. */
export const buttonLook = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    margin: 0;
    padding: 8px 16px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: 600 15px/1.4 var(--sans);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  .button:hover:not(:disabled, [aria-disabled='true']) {
    border-color: var(--accent);
    background: var(--accent-soft);
  }

  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }

  .button.primary:hover:not(:disabled, [aria-disabled='true']) {
    border-color: var(--accent-strong);
    background: var(--accent-strong);
  }

  .button.quiet,
  .button.icon {
    border-color: transparent;
    background: transparent;
  }

  .button.quiet:hover:not(:disabled, [aria-disabled='true']),
  .button.icon:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--accent-soft);
  }

  .button.icon {
    min-width: 40px;
    padding: 8px;
  }

  .button.danger {
    color: var(--danger);
  }

  .button.link {
    min-height: 0;
    padding: 2px;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  /* A button at work is off, but does not look as if there were nothing to do. */
  .button:disabled:not([aria-busy='true']),
  .button[aria-disabled='true']:not([aria-busy='true']) {
    border-color: var(--line);
    background: var(--sunken);
    color: var(--muted);
    cursor: not-allowed;
  }

  .button.link:disabled {
    background: none;
  }

  .button[aria-busy='true'] {
    cursor: progress;
  }

  .spinner {
    flex: none;
    width: 16px;
    height: 16px;
    border: 2px solid currentColor;
    border-right-color: transparent;
    border-radius: 50%;
    animation: turn 800ms linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
