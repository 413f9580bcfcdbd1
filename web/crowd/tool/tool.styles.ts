import { css } from 'lit';

/** toolLook lays out a full-page tool: instructions, work and answers beside each other, or stacked where it is narrow. */
export const toolLook = css`
  :host {
    display: block;
    color: var(--ink);
    font: 16px/1.5 var(--sans);
  }

  :host([hidden]) {
    display: none;
  }

  .tool {
    display: grid;
    grid-template: 'bar bar bar' auto 'navigation work labels' 1fr / auto minmax(0, 1fr) minmax(220px, 300px);
    min-height: 320px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--page);
    overflow: clip;
  }

  .tool.fill {
    height: 100dvh;
    border: 0;
    border-radius: 0;
  }

  .bar {
    grid-area: bar;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    padding: 10px 16px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }

  .bar h1 {
    margin: 0;
    font: 650 18px/1.35 var(--sans);
    overflow-wrap: anywhere;
  }

  .awsui-app-layout__navigation {
    grid-area: navigation;
    width: clamp(220px, 24vw, 320px);
    border-inline-end: 1px solid var(--line);
  }

  .work {
    grid-area: work;
    min-width: 0;
    padding: 20px;
    overflow: auto;
    overflow-wrap: anywhere;
  }

  .work ::slotted(img),
  .work ::slotted(video) {
    max-width: 100%;
  }

  .labels {
    grid-area: labels;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-inline-start: 1px solid var(--line);
    background: var(--surface);
  }

  .label-pane-content {
    flex: 1;
    min-height: 0;
    padding: 16px;
    overflow: auto;
  }

  .send {
    display: grid;
    gap: 8px;
    padding: 12px 16px;
    border-top: 1px solid var(--line);
    background: var(--surface);
  }

  .send crowd-button {
    display: grid;
  }

  .problem {
    margin: 0;
    padding: 8px 12px;
    border-radius: var(--radius-small);
    background: var(--danger-soft);
    color: var(--danger);
    font-weight: 600;
  }

  @media (max-width: 760px) {
    .tool {
      grid-template: 'bar' auto 'navigation' auto 'work' 1fr 'labels' auto / minmax(0, 1fr);
    }

    .tool.fill {
      height: auto;
      min-height: 100dvh;
    }

    .awsui-app-layout__navigation {
      width: auto;
      border-inline-end: 0;
      border-bottom: 1px solid var(--line);
    }

    .work {
      padding: 16px;
    }

    .labels {
      position: sticky;
      bottom: 0;
      max-height: max(60dvh, 220px);
      border-inline-start: 0;
      border-top: 1px solid var(--line);
    }

    /* Who reads the instructions here has no room for the choices too. */
    .reading .labels {
      position: static;
      max-height: none;
    }

    .label-pane-content {
      padding: 12px 16px;
    }
  }
`;
