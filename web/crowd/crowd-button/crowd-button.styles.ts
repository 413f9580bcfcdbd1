import { css } from 'lit';

/** styles lays the button out; its look is shared (look/button.ts). */
export const styles = css`
  :host {
    display: inline-block;
    vertical-align: middle;
  }

  :host([hidden]) {
    display: none;
  }

  .after {
    flex-direction: row-reverse;
  }

  iron-icon,
  ::slotted(iron-icon) {
    width: 20px;
    height: 20px;
  }

  img {
    width: 20px;
    height: 20px;
  }
`;
