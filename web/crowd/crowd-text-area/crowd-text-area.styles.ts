import { css } from 'lit';

/** styles lets the area grow with its text where max-rows says how far. */
export const styles = css`
  .control {
    resize: vertical;
    line-height: 1.5;
  }

  .grows {
    resize: none;
    field-sizing: content;
  }
`;
