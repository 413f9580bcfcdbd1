import { css } from 'lit';
import { property } from 'lit/decorators.js';
import { RoundButton } from './round-button.ts';

/**
 * crowd-fab is a round button that floats above the page.
 *
 * Attributes: icon (a name of iron-icon or the address of an image), label (one
 * character in place of an icon; of more, the first and an ellipsis show), title,
 * disabled. Events: click. Parts: button.
 */
export class CrowdFab extends RoundButton {
  static override styles = [
    ...RoundButton.styles,
    css`
      button {
        width: 56px;
        height: 56px;
        background: var(--accent);
        color: var(--on-accent);
        box-shadow: var(--shadow);
      }

      button:hover:not(:disabled) {
        background: var(--accent-strong);
      }

      button:disabled {
        background: var(--sunken);
        box-shadow: none;
      }
    `,
  ];

  @property() label = '';

  protected override get text(): string {
    const [first = '', ...more] = this.label ?? '';
    return more.length > 0 ? `${first}…` : first;
  }
}
