import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

/**
 * Region is a named part of a tool's content. It takes the slot of its own name
 * in a parent that has one, and is a plain block anywhere else.
 *
 * Attributes: header, the title of the dialog or pane that shows it.
 */
export class Region extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  @property() header = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.place();
  }

  /** place takes the slot that the parent has for it; a parent that is defined late calls it. */
  place(): void {
    if (takesRegion(this.parentElement, this.localName)) this.slot = this.localName;
    else if (this.slot === this.localName) this.slot = '';
  }

  override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

/** takesRegion tells whether an element has a place of its own for a region. */
function takesRegion(parent: Element | null, region: string): boolean {
  const maker = parent?.constructor as { regions?: readonly string[] } | undefined;
  return maker?.regions?.includes(region) ?? false;
}

/** ShortInstructions is what the instructions pane shows. */
export class ShortInstructions extends Region {}

/** FullInstructions is what the dialog behind "View full instructions" shows. */
export class FullInstructions extends Region {}

/** ClassificationTarget is what is to be classified; without a classifier it is a plain block. */
export class ClassificationTarget extends Region {}

/**
 * WorkerComment is the guidance for a comment of the worker's.
 *
 * Attributes: header (title of the comment's dialog), link-text (what opens it),
 * placeholder.
 */
export class WorkerComment extends Region {
  // What opens the dialog is the parent's, and is there only with this region.
  override place(): void {
    super.place();
    const parent = this.parentElement as { requestUpdate?: () => void } | null;
    parent?.requestUpdate?.();
  }
}

/** ShortSummary is the first tab of crowd-instructions. */
export class ShortSummary extends Region {}

/** DetailedInstructions is the second tab of crowd-instructions. */
export class DetailedInstructions extends Region {}

/** PositiveExample is a good example in the third tab of crowd-instructions. */
export class PositiveExample extends Region {}

/** NegativeExample is a bad example in the third tab of crowd-instructions. */
export class NegativeExample extends Region {}
