import { css } from 'lit';

/** styles lays a picture out in its window, at most as high as the page. */
export const styles = css`
  :host {
    display: block;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-bottom: 8px;
  }

  .tools .button {
    min-height: 36px;
    padding: 4px 10px;
  }

  .cover[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
  }

  .window {
    position: relative;
    width: fit-content;
    max-width: 100%;
    border-radius: var(--radius-small);
    overflow: hidden;
    /* Coordinates count from the left in every language. */
    direction: ltr;
  }

  .window.large {
    cursor: grab;
    touch-action: none;
  }

  .window.large:active {
    cursor: grabbing;
  }

  .picture {
    position: relative;
    transform-origin: 0 0;
  }

  .image {
    display: block;
    max-width: 100%;
    max-height: max(240px, calc(100dvh - 200px));
    image-orientation: none;
    user-select: none;
  }

  .picture > .cover,
  .boxes {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  .picture > .cover {
    image-rendering: pixelated;
    /* White stands for no label, and must not hide the image. */
    mix-blend-mode: multiply;
    opacity: 0.75;
  }

  .boxes rect {
    fill: none;
    stroke-width: 3px;
    vector-effect: non-scaling-stroke;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 8px 0 0;
    padding: 0;
    list-style: none;
  }

  .legend li {
    display: flex;
    align-items: center;
    gap: 6px;
  }

  .legend i {
    width: 14px;
    height: 14px;
    border-radius: 3px;
  }

  .problem {
    margin: 0 0 8px;
    color: var(--danger);
    font-weight: 600;
  }
`;
