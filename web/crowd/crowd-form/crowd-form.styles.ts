import { css } from 'lit';

/** styles lays out the form's content, with the instructions pane beside it where the form has one. */
export const styles = css`
  :host {
    display: block;
    color: var(--ink);
    font: 16px/1.5 var(--sans);
  }

  :host([hidden]) {
    display: none;
  }

  .bar {
    grid-area: bar;
    display: flex;
    justify-content: flex-end;
    padding: 10px 16px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }

  .layout.beside {
    display: grid;
    grid-template: 'pane bar' auto 'pane content' 1fr / auto minmax(0, 1fr);
  }

  .beside .awsui-app-layout__navigation {
    grid-area: pane;
    position: sticky;
    top: 0;
    width: clamp(220px, 24vw, 320px);
    max-height: 100dvh;
    min-height: 100dvh;
    border-inline-end: 1px solid var(--line);
  }

  .content {
    grid-area: content;
    min-width: 0;
    padding: 20px;
  }

  .filled .content {
    padding: 0;
  }

  .send {
    margin-top: 20px;
  }

  .problem.floating {
    position: sticky;
    bottom: 8px;
    z-index: 2;
  }

  .problem {
    margin: 12px 0 0;
    padding: 10px 14px;
    border: 1px solid var(--danger);
    border-radius: var(--radius);
    background: var(--danger-soft);
    color: var(--danger);
    font-weight: 600;
  }

  .answers {
    margin-top: 20px;
    padding: 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .answers p {
    margin: 0 0 8px;
    color: var(--muted);
  }

  #answers-box {
    margin: 0;
    font: 14px/1.5 ui-monospace, monospace;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  @media (max-width: 760px) {
    .layout.beside {
      grid-template: 'bar' 'pane' 'content' / minmax(0, 1fr);
    }

    .beside .awsui-app-layout__navigation {
      position: static;
      width: auto;
      min-height: 0;
      border-inline-end: 0;
      max-height: none;
      border-bottom: 1px solid var(--line);
    }

    .content {
      padding: 16px;
    }
  }
`;
