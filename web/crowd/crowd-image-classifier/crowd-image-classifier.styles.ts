import { css } from 'lit';

/** styles adds the comment below the categories, and its dialog. */
export const styles = css`
  .comment-link {
    margin-top: 12px;
  }

  .comment {
    margin: 8px 0 0;
    color: var(--muted);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  #comment-text {
    display: block;
    width: 100%;
    margin: 8px 0 16px;
    padding: 9px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    resize: vertical;
  }

  .dialog-buttons {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
  }
`;
