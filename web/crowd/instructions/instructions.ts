// The instructions of a tool or a form: a pane with the short ones, a dialog
// with the full ones, and the buttons that open them. The regions stay in the
// light DOM; only their slots stand here.
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { Shortcut } from '../page/messages.ts';
import { texts } from '../texts.ts';
import { panePreference } from './preference.ts';

/** narrow is where a pane beside the work would leave it no room. */
const narrow = '(max-width: 1000px)';

type Host = ReactiveControllerHost & HTMLElement & { renderRoot: HTMLElement | DocumentFragment };

/** Instructions watches its host's regions and draws what shows them. */
export class Instructions implements ReactiveController {
  readonly #host: Host;
  readonly #changes = new MutationObserver(() => this.#look());
  #short = false;
  #full = false;
  #seen: unknown[] = [];
  /** here is what holds in this page only: in a narrow window, or to show a field. */
  #here: boolean | undefined;
  readonly #narrow = matchMedia(narrow);
  #unwatch = () => {};

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#changes.observe(this.#host, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ['header'],
    });
    this.#narrow.addEventListener('change', this.#onWidth);
    this.#unwatch = panePreference.watch(() => this.#host.requestUpdate());
    this.#look();
  }

  hostDisconnected(): void {
    this.#changes.disconnect();
    this.#narrow.removeEventListener('change', this.#onWidth);
    this.#unwatch();
  }

  /** open tells whether the pane shows: as the worker chose, else where there is something to show and room for it. */
  get open(): boolean {
    if (!this.#short) return false;
    return this.#here ?? (this.#narrow.matches ? false : (panePreference.wanted ?? true));
  }

  /** any tells whether there are instructions at all. */
  get any(): boolean {
    return this.#short || this.#full;
  }

  /** buttons draws the bar's buttons: instructions, and shortcuts where there are any. */
  buttons(shortcuts: readonly Shortcut[]): TemplateResult | typeof nothing {
    if (!this.any && shortcuts.length === 0) return nothing;
    return html`<div class="headerButtonsContainer">
      ${
        this.any
          ? html`<button
              type="button"
              class="button toggle"
              aria-expanded=${this.#short ? String(this.open) : nothing}
              @click=${this.#toggle}
            >
              ${texts.instructions}
            </button>`
          : nothing
      }
      ${
        shortcuts.length > 0
          ? html`<button type="button" class="button keyed" @click=${() => this.show('shortcuts')}>${texts.shortcuts}</button>`
          : nothing
      }
    </div>`;
  }

  /** pane draws the short instructions. */
  pane(): TemplateResult {
    return html`<nav class="awsui-app-layout__navigation" aria-label=${texts.instructions} ?hidden=${!this.open}>
      <div class="pane-head">
        <h2>${this.#header('short-instructions') || texts.instructions}</h2>
        <button
          type="button"
          class="button icon close"
          aria-label=${texts.hideInstructions}
          title=${texts.hideInstructions}
          @click=${this.#toggle}
        >
          ×
        </button>
      </div>
      ${
        this.#full
          ? html`<button
              type="button"
              class="button link moreInstructionsLink"
              @click=${() => this.show('full-instructions')}
            >
              ${texts.viewFullInstructions}
            </button>`
          : nothing
      }
      <slot name="short-instructions"></slot>
    </nav>`;
  }

  /** dialogs draws the full instructions and the list of keys, closed until asked for. */
  dialogs(shortcuts: readonly Shortcut[]): TemplateResult {
    const title = this.#header('full-instructions') || texts.fullInstructions;
    const keys = shortcuts.map(({ keys, does }) => html`<dt><kbd>${keys}</kbd></dt><dd>${does}</dd>`);
    return html`${this.#dialog('full-instructions', title, html`<slot name="full-instructions"></slot>`)}
    ${this.#dialog('shortcuts', texts.shortcutsTitle, html`<dl class="keys">${keys}</dl>`)}`;
  }

  /** show opens one of the dialogs. */
  show(which: 'full-instructions' | 'shortcuts'): void {
    this.#find(which)?.showModal();
  }

  /** openPane shows the short instructions. */
  async openPane(): Promise<void> {
    this.#here = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  #dialog(id: string, title: string, body: TemplateResult): TemplateResult {
    return html`<dialog id=${id} class="awsui-modal-dialog" aria-labelledby="${id}-title" @click=${closeOutside}>
      <div class="dialog-head">
        <h2 id="${id}-title">${title}</h2>
        <button
          type="button"
          class="button icon close"
          aria-label=${texts.close}
          @click=${() => this.#find(id)?.close()}
        >
          ×
        </button>
      </div>
      <div class="dialog-body">${body}</div>
    </dialog>`;
  }

  #toggle = (): void => {
    if (!this.#short) {
      this.show('full-instructions');
      return;
    }
    const open = !this.open;
    if (!open && this.#pane?.matches(':focus-within'))
      this.#host.renderRoot.querySelector<HTMLElement>('.toggle')?.focus();
    // A narrow window shows it only for as long as it is read.
    this.#here = this.#narrow.matches ? open : undefined;
    if (!this.#narrow.matches) panePreference.choose(open);
    this.#host.requestUpdate();
  };

  // A pane in which somebody is filling in a field stays.
  #onWidth = (): void => {
    const inUse = this.#region('short-instructions')?.matches(':focus-within');
    this.#here = inUse ? true : undefined;
    this.#host.requestUpdate();
  };

  get #pane(): Element | null {
    return this.#host.renderRoot.querySelector('.awsui-app-layout__navigation');
  }

  #find(id: string): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector(`dialog#${id}`);
  }

  #header(region: string): string {
    return this.#region(region)?.getAttribute('header') ?? '';
  }

  #region(name: string): Element | undefined {
    return [...this.#host.children].find((child) => child.localName === name);
  }

  #look(): void {
    const short = this.#region('short-instructions');
    const full = this.#region('full-instructions');
    const seen = [
      hasContent(short),
      hasContent(full),
      short?.getAttribute('header'),
      full?.getAttribute('header'),
    ];
    if (seen.every((value, at) => value === this.#seen[at])) return;
    this.#seen = seen;
    this.#short = hasContent(short);
    this.#full = hasContent(full);
    this.#host.requestUpdate();
  }
}

/** hasContent tells whether a region holds anything to see. */
function hasContent(region: Element | undefined): boolean {
  return region !== undefined && (region.childElementCount > 0 || region.textContent?.trim() !== '');
}

/** closeOutside closes a dialog at a click on its backdrop. */
function closeOutside(event: MouseEvent): void {
  const dialog = event.currentTarget as HTMLDialogElement;
  if (event.target === dialog) dialog.close();
}

/** revealInstructions opens the pane that a field stands in, if it stands in one. */
export async function revealInstructions(field: Element): Promise<void> {
  const owner = field.closest('short-instructions')?.parentElement as { instructions?: Instructions } | null;
  if (owner?.instructions instanceof Instructions) await owner.instructions.openPane();
}
