import { html, nothing, type TemplateResult } from 'lit';
import { texts } from '../texts.ts';
import { logo } from './logo.ts';

/**
 * lost is the portal that was opened while the server cannot be reached: it tells how many
 * answers wait in the browser, and offers to try again, which may be under way (trying). The
 * button stays one that has the focus, since the portal also tries by itself.
 */
export function lost(waiting: number, trying: boolean, again: () => void): TemplateResult {
  return html`<main class="welcome">
    <h1>${logo()}${texts.product}</h1>
    <p role="alert">${texts.notReached}</p>
    ${waiting ? html`<p>${texts.keptWaiting(waiting)}</p>` : nothing}
    <button
      type="button"
      class="button primary"
      aria-busy=${trying}
      @click=${again}
    >
      ${trying ? html`<span class="spinner"></span>` : nothing}${texts.tryAgain}
    </button>
  </main>`;
}
