import { css } from 'lit';

/** styles shows the text and its responses, and beside them a list for each dimension. */
export const styles = css`
  .prompt,
  .response {
    margin: 0 0 16px;
    padding: 12px 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .prompt {
    border-inline-start: 4px solid var(--accent);
  }

  .prompt p,
  .response p {
    margin: 0;
    white-space: pre-wrap;
  }

  .response h2 {
    margin: 0 0 4px;
    font: 650 15px/1.4 var(--sans);
  }

  .hint {
    margin: 0 0 12px;
    color: var(--muted);
    font-size: 14px;
  }

  .dimension {
    min-width: 0;
    margin: 0 0 16px;
    padding: 0;
    border: 0;
  }

  legend {
    margin-bottom: 4px;
    padding: 0;
    font-weight: 650;
  }

  ol {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 8px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .grip {
    flex: none;
    width: 32px;
    height: 36px;
    padding: 0;
    border: 0;
    border-radius: var(--radius-small);
    background: none;
    color: var(--muted);
    font-size: 18px;
    touch-action: none;
    cursor: grab;
  }

  .name {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  select {
    min-height: 36px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
`;
