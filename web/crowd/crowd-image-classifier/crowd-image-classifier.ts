import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CrowdClassifier } from '../crowd-classifier/crowd-classifier.ts';
import { type Overlay, readOverlay } from '../image-view/overlay.ts';
import type { Json } from '../json.ts';
import { texts } from '../texts.ts';
import { Tool } from '../tool/tool.ts';
import { styles } from './crowd-image-classifier.styles.ts';

/**
 * crowd-image-classifier asks for one category of an image.
 *
 * Attributes: name, src, categories, header, initial-value, disabled as
 * crowd-classifier, and overlay (earlier labels to judge: one of boundingBox,
 * semanticSegmentation, instanceSegmentation).
 * Regions: short-instructions, full-instructions, worker-comment (with it a
 * comment can be added; header, link-text and placeholder are its attributes).
 * Properties: categories, overlay, value ({label}, with workerComment if one was
 * written, or undefined).
 * Events: input and change. Keys: those of crowd-classifier; on the image + - F
 * and the arrows.
 */
export class CrowdImageClassifier extends CrowdClassifier {
  static override styles = [...CrowdClassifier.styles, styles];
  static override readonly regions: readonly string[] = [...Tool.regions, 'worker-comment'];

  @property() src = '';
  @state() private comment = '';
  #given: unknown;
  #overlay: Overlay | undefined;

  /** overlay is what lies over the image; a text is read as loose JSON. */
  @property({ attribute: 'overlay' })
  get overlay(): unknown {
    return this.#given;
  }
  set overlay(given: unknown) {
    this.#given = this.loose('overlay', given);
    this.#overlay = readOverlay(this.#given);
    if (this.#given && !this.#overlay) this.note('overlay', `no kind of labels is named (${String(given)})`);
  }

  override get value(): { label: string; workerComment?: string } | undefined {
    const chosen = super.value;
    return chosen && this.comment ? { ...chosen, workerComment: this.comment } : chosen;
  }
  override set value(value: { label: string; workerComment?: string } | undefined) {
    super.value = value;
    this.comment = value?.workerComment ?? '';
  }

  override reset(): void {
    this.comment = '';
    super.reset();
  }

  override saveState(): Json | undefined {
    const chosen = super.saveState();
    if (this.comment === '') return chosen;
    return { comment: this.comment, ...(chosen === undefined ? {} : { chosen }) };
  }

  override restoreState(state: Json): void {
    if (typeof state !== 'object' || state === null || Array.isArray(state)) {
      super.restoreState(state);
      return;
    }
    this.comment = String(state['comment'] ?? '');
    if (state['chosen'] !== undefined) super.restoreState(state['chosen']);
    else this.changed();
  }

  protected override work(): TemplateResult {
    return html`<foureyes-image
      .src=${this.src ?? ''}
      .alt=${this.header ?? ''}
      .overlay=${this.#overlay}
    ></foureyes-image>`;
  }

  protected override answers(): TemplateResult {
    return html`${super.answers()}${this.#commenting()}`;
  }

  override render(): TemplateResult {
    return html`${super.render()}${this.#dialog()}`;
  }

  get #region(): Element | undefined {
    return [...this.children].find((child) => child.localName === 'worker-comment');
  }

  #commenting(): TemplateResult | typeof nothing {
    const region = this.#region;
    if (!region) return nothing;
    return html`<button type="button" class="button link comment-link" @click=${this.#open}>
        ${region.getAttribute('link-text') || texts.addComment}
      </button>
      ${this.comment ? html`<p class="comment">${this.comment}</p>` : nothing}`;
  }

  #dialog(): TemplateResult | typeof nothing {
    const region = this.#region;
    if (!region) return nothing;
    return html`<dialog id="comment" class="awsui-modal-dialog" aria-labelledby="comment-title">
      <div class="dialog-head"><h2 id="comment-title">${region.getAttribute('header') || texts.addComment}</h2></div>
      <div class="dialog-body">
        <slot name="worker-comment"></slot>
        <textarea
          id="comment-text"
          rows="4"
          aria-label=${texts.comment}
          placeholder=${region.getAttribute('placeholder') ?? ''}
          @input=${(event: Event) => event.stopPropagation()}
        ></textarea>
        <div class="dialog-buttons">
          <button type="button" class="button cancel" @click=${() => this.#box?.close()}>${texts.cancel}</button>
          <button type="button" class="button primary save" @click=${this.#save}>${texts.save}</button>
        </div>
      </div>
    </dialog>`;
  }

  get #box(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog#comment');
  }

  get #text(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('#comment-text');
  }

  #open = (): void => {
    if (this.#text) this.#text.value = this.comment;
    this.#box?.showModal();
    this.#text?.focus();
  };

  #save = (): void => {
    this.comment = this.#text?.value.trim() ?? '';
    this.#box?.close();
    this.changed();
  };
}
