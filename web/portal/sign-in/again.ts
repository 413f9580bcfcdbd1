import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { WorkerApi } from '../../api/worker.ts';
import { texts } from '../texts.ts';
import { View } from '../view.ts';

/**
 * portal-sign-in-again asks a worker whose session has ended to sign in, over whatever
 * they have open.
 *
 * Properties: api, email (preset).
 * Events: signed-in, with the session as detail.
 */
export class PortalSignInAgain extends View {
  @property({ attribute: false }) api!: WorkerApi;
  @property({ attribute: false }) email = '';
  @state() private asked: { promise: Promise<void>; resolve: () => void } | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  /** ask resolves when the worker has signed in: all calls that meet an ended session wait for the same. */
  ask(): Promise<void> {
    if (!this.asked) {
      let resolve = () => {};
      const promise = new Promise<void>((done) => {
        resolve = done;
      });
      this.asked = { promise, resolve };
      void this.updateComplete.then(() => this.dialog.showModal());
    }
    return this.asked.promise;
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="again-title" @cancel=${keepOpen} @close=${this.#openAgain}>
      <h2 id="again-title">${texts.signInAgain}</h2>
      <p>${texts.signInAgainLead}</p>
      ${
        this.asked
          ? html`<portal-sign-in .api=${this.api} .email=${this.email} @signed-in=${this.#signedIn}></portal-sign-in>`
          : nothing
      }
    </dialog>`;
  }

  // The event goes on to the portal.
  #signedIn = (): void => {
    this.asked?.resolve();
    this.asked = undefined;
    this.dialog.close();
  };

  // A second Escape closes a dialog whatever the page says.
  #openAgain = (): void => {
    if (this.asked) this.dialog.showModal();
  };
}

// Closing the dialog would leave calls waiting that nobody can answer.
function keepOpen(event: Event): void {
  event.preventDefault();
}
