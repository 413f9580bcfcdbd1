import { html, type TemplateResult } from 'lit';
import { Opener } from '../opener/opener.ts';
import { texts } from '../texts.ts';

/**
 * crowd-modal is a link or button that opens a small window with the element's
 * children.
 *
 * Attributes: link-text, link-type (link or button), opened (follows the state).
 * Methods: open(), close(). Properties: opened.
 */
export class CrowdModal extends Opener {
  protected override get caption(): string {
    return texts.openModal;
  }

  protected override body(): TemplateResult {
    return html`<slot></slot>`;
  }
}
