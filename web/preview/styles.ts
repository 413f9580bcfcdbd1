// The look of the preview: the task on the left, what to know about it on the right.
import { css } from 'lit';

export const previewStyles = css`
  html,
  body {
    height: 100%;
    margin: 0;
    background: var(--page);
    color: var(--ink);
    font-family: var(--sans);
  }

  template-preview {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(18rem, 26rem);
    height: 100%;
  }

  .bar {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: center;
    padding: 0.5rem 1rem;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }

  .bar h1 {
    font-size: 1rem;
    margin: 0;
    overflow-wrap: anywhere;
    flex: 1 1 12rem;
  }

  .figures {
    color: var(--muted);
  }

  .stage {
    position: relative;
    overflow: auto;
    background: var(--sunken);
  }

  .stage iframe {
    display: block;
    margin: 0 auto;
    border: 0;
    height: 100%;
    width: 100%;
    max-width: var(--task-width, 100%);
    background: var(--page);
  }

  aside {
    overflow: auto;
    padding: 0 1rem 1rem;
    background: var(--surface);
    border-left: 1px solid var(--line);
  }

  aside h2 {
    font-size: 0.9375rem;
    margin: 1rem 0 0.5rem;
  }

  .findings {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 0.5rem;
  }

  .findings li {
    padding: 0.5rem 0.75rem;
    border-radius: var(--radius-small);
    background: var(--warning-soft);
    overflow-wrap: anywhere;
  }

  .findings li.error {
    background: var(--danger-soft);
  }

  .findings b {
    color: var(--warning);
  }

  .findings .error b {
    color: var(--danger);
  }

  .muted {
    color: var(--muted);
  }

  pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    background: var(--sunken);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    padding: 0.75rem;
    margin: 0 0 0.5rem;
    font-size: 0.8125rem;
  }

  .actions {
    display: flex;
    gap: 0.5rem;
  }

  @media (width < 48rem) {
    template-preview {
      grid-template: auto minmax(24rem, 70vh) auto / minmax(0, 1fr);
      height: auto;
    }

    aside {
      border-left: 0;
      border-top: 1px solid var(--line);
    }
  }
`;
