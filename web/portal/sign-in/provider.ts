import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Provider, WorkerApi } from '../../api/worker.ts';
import { returnOf, workforceOf } from '../routes.ts';
import { texts } from '../texts.ts';
import { View } from '../view.ts';

/**
 * portal-provider leads to the identity provider of the workforce that the address
 * names, or of the only one that has a provider; without one it shows nothing.
 *
 * Properties: api.
 */
export class PortalProvider extends View {
  @property({ attribute: false }) api!: WorkerApi;
  @state() private provider: Provider | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.provider) return nothing;
    const to = encodeURIComponent(returnOf(location.search) ?? location.pathname);
    return html`<div class="sign-in">
      <a class="button primary" href="${this.provider.signInPath}&to=${to}"
        >${texts.signInAt(this.provider.workforceName)}</a
      >
      <p class="muted">${texts.orHere}</p>
    </div>`;
  }

  // Without an answer there is still the form.
  async #load(): Promise<void> {
    try {
      this.provider = (await this.api.signInWays(workforceOf(location.search))).provider;
    } catch {
      this.provider = undefined;
    }
  }
}
