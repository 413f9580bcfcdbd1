import { css } from 'lit';

/** styles shows the text, and beside it a small form for each question. */
export const styles = css`
  .passage-text {
    margin: 0;
    white-space: pre-wrap;
  }

  .hint {
    margin: 0 0 12px;
    color: var(--muted);
    font-size: 14px;
  }

  .pair {
    min-width: 0;
    margin: 0 0 16px;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  legend {
    padding: 0 4px;
    font-weight: 650;
  }

  .field {
    display: block;
    margin-bottom: 8px;
    font-size: 14px;
  }

  textarea,
  .own-tag input {
    display: block;
    width: 100%;
    min-width: 0;
    padding: 6px 10px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: 16px/1.5 var(--sans);
    resize: vertical;
  }

  .tags,
  .own-tag {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-bottom: 8px;
  }

  .own-tag {
    flex-wrap: nowrap;
    width: 100%;
  }

  .tag {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
  }

  .passage {
    display: flex;
    align-items: center;
    gap: 4px;
    margin: 0 0 4px;
    font-size: 14px;
    overflow-wrap: anywhere;
  }

  .wrong {
    margin: 8px 0 0;
    color: var(--danger);
    font-weight: 600;
  }
`;
