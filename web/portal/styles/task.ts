import { css } from 'lit';

/** taskStyles is the task view: bar, frames, panels and menu. */
export const taskStyles = css`
  .task {
    position: relative;
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 0;
  }

  portal-app:has(.task) {
    height: 100dvh;
  }

  portal-app:has(.task) .top {
    padding-block: 2px;
  }

  .task-bar {
    display: flex;
    align-items: center;
    gap: 8px 12px;
    padding: 6px clamp(8px, 2vw, 16px);
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }

  .task-bar h1 {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    font: 650 16px/1.4 var(--sans);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .task-bar .button {
    min-height: 36px;
    padding: 5px 12px;
    font-size: 14px;
  }

  .draft {
    color: var(--muted);
    font-size: 13px;
    white-space: nowrap;
  }

  .draft.failed {
    color: var(--danger);
    font-weight: 600;
  }

  .countdown {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 3px 10px;
    border-radius: 999px;
    background: var(--sunken);
    font-size: 14px;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    white-space: nowrap;
  }

  .countdown.low {
    background: var(--warning-soft);
    color: var(--warning);
    box-shadow: inset 0 0 0 1px currentColor;
  }

  .menu {
    position: relative;
  }

  .menu summary {
    list-style: none;
  }

  .menu summary::-webkit-details-marker {
    display: none;
  }

  .menu summary::after {
    content: '▾';
  }

  .menu-list {
    position: absolute;
    inset: calc(100% + 6px) 0 auto auto;
    z-index: 10;
    display: grid;
    gap: 2px;
    width: min(320px, calc(100vw - 16px));
    padding: 6px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--raised);
    box-shadow: var(--shadow);
  }

  .menu-list .button {
    justify-content: space-between;
    min-height: 40px;
    font-weight: 500;
    text-align: start;
  }

  .menu-check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 40px;
    padding: 5px 12px;
    border-top: 1px solid var(--line);
    font-size: 14px;
  }

  .menu-check input {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }

  .frames {
    position: relative;
    flex: 1;
    min-height: 0;
  }

  .frames iframe {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
    color-scheme: light dark;
  }

  .frames iframe.coming {
    visibility: hidden;
  }

  /* Most pages are there at once; only slow ones show that they are waited for. */
  .frames iframe.going {
    opacity: 0.35;
    transition: opacity 200ms 300ms;
  }

  .frames iframe:focus-visible {
    outline: none;
  }

  .curtain {
    position: absolute;
    inset: 45% auto auto 50%;
    translate: -50%;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0;
    padding: 10px 18px;
    border-radius: 999px;
    background: var(--raised);
    color: var(--muted);
    white-space: nowrap;
    pointer-events: none;
    animation: appear 200ms 300ms both;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .panel {
    margin: 0;
    padding: 20px clamp(16px, 3vw, 32px);
    border-bottom: 1px solid var(--line);
    background: var(--warning-soft);
    color: var(--ink);
  }

  .panel h2 {
    margin: 0 0 2px;
    font: 650 18px/1.4 var(--sans);
  }

  .panel p {
    max-width: 70ch;
    margin: 0 0 12px;
  }

  .panel-act {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  @media (max-width: 640px) {
    /* The list behind "back" has the portal's header; here each line counts. */
    portal-app:has(.task) .top {
      display: none;
    }

    .task-bar h1 {
      display: -webkit-box;
      font-size: 14px;
      line-height: 1.25;
      white-space: normal;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }

    .wide,
    .draft:not(.failed) {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .task-bar {
      gap: 6px;
    }

    .draft.failed {
      width: min-content;
      min-width: 5.5em;
      font-size: 12px;
      line-height: 1.25;
      white-space: normal;
    }

    .menu-list kbd {
      display: none;
    }
  }
`;
