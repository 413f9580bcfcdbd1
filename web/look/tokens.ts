// The one palette and the shapes that every element and page shares. Each
// colour has a light and a dark value; which of them shows follows the
// color-scheme that the element inherits. Text on its surface keeps a contrast
// of at least 4.5 to 1, borders of controls at least 3 to 1.
import { css } from 'lit';

/** tokens gives an element the palette, the focus ring and calm defaults. */
export const tokens = css`
  :host,
  :root {
    --page: light-dark(#f5f6f8, #13171c);
    --surface: light-dark(#ffffff, #1b2027);
    --raised: light-dark(#ffffff, #232a33);
    --sunken: light-dark(#eceff3, #0e1216);
    --ink: light-dark(#1b232e, #e9ecf0);
    --muted: light-dark(#545f70, #a7b1be);
    --line: light-dark(#dbe0e7, #343d48);
    --edge: light-dark(#7d8896, #7c8896);
    --accent: light-dark(#0a665c, #63d2c2);
    --accent-strong: light-dark(#084f48, #8be3d6);
    --accent-soft: light-dark(#e2f2ef, #16332f);
    --on-accent: light-dark(#ffffff, #06231f);
    --danger: light-dark(#a8201a, #ffb0a8);
    --danger-soft: light-dark(#fdeceb, #3d1a18);
    --warning: light-dark(#7a4a00, #f5c26b);
    --warning-soft: light-dark(#fdf1dc, #3a2a0c);
    --radius: 8px;
    --radius-small: 6px;
    --shadow: 0 1px 2px rgb(15 23 32 / 8%), 0 8px 24px rgb(15 23 32 / 8%);
    --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
    --ring: light-dark(#1558d6, #9ec1ff);
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 3px solid var(--ring);
    outline-offset: 2px;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      /* No time at all: a moment would put off even a change of visibility. */
      transition-duration: 0s !important;
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      scroll-behavior: auto !important;
    }
  }
`;
