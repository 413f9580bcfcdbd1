import { css } from 'lit';

/** instructionsLook styles the pane, the dialog and the bar that opens them. */
export const instructionsLook = css`
  .headerButtonsContainer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .headerButtonsContainer .button {
    min-height: 36px;
    padding: 5px 12px;
    font-size: 14px;
  }

  .awsui-app-layout__navigation {
    min-width: 0;
    padding: 16px;
    background: var(--surface);
    color: var(--ink);
    overflow-wrap: anywhere;
    overflow: auto;
  }

  .pane-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    margin-bottom: 8px;
  }

  .pane-head h2,
  dialog h2 {
    margin: 0;
    font: 650 16px/1.4 var(--sans);
  }

  .moreInstructionsLink {
    margin-bottom: 12px;
  }

  .button.close {
    min-width: 32px;
    min-height: 32px;
    padding: 2px;
    font-size: 20px;
    line-height: 1;
  }

  dialog {
    width: min(720px, calc(100vw - 24px));
    max-height: calc(100dvh - 24px);
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
    overflow: auto;
  }

  dialog::backdrop {
    background: rgb(10 14 20 / 55%);
  }

  .dialog-head {
    position: sticky;
    top: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 12px 12px 12px 20px;
    border-bottom: 1px solid var(--line);
    background: var(--raised);
  }

  .dialog-body {
    padding: 16px 20px 20px;
    overflow-wrap: anywhere;
  }

  .keys {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 10px 16px;
    align-items: baseline;
    margin: 0;
  }

  .keys dd {
    margin: 0;
  }

  kbd {
    display: inline-block;
    min-width: 22px;
    padding: 1px 6px;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--sunken);
    color: var(--muted);
    font: 600 12px/1.5 var(--sans);
    text-align: center;
  }

  /* Without a mouse there is hardly a keyboard to tell keys of. */
  @media (hover: none) {
    .keyed,
    .label-button kbd {
      display: none;
    }
  }
`;
