import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session } from '../../api/worker.ts';
import { texts } from '../texts.ts';
import { type Desk, View } from '../view.ts';

/**
 * portal-set-up leads somebody of whom a second factor is required through setting it
 * up, before anything else. Who has no password chooses one first.
 *
 * Properties: desk, session.
 * Events: password-set and factor-set, of its parts.
 */
export class PortalSetUp extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) session!: Session;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${texts.secondFactor} · ${texts.product}`;
  }

  override render(): TemplateResult {
    return html`<p>${texts.secondFactorRequired}</p>
      ${
        this.session.hasPassword
          ? html`<portal-second-factor .desk=${this.desk} .hasPassword=${true} .required=${true}></portal-second-factor>`
          : html`<portal-own-password .desk=${this.desk} .session=${this.session}></portal-own-password>`
      }`;
  }
}
