import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { pan, type View, zoomAt } from '../../geometry/view.ts';
import { buttonLook } from '../../look/button.ts';
import { tokens } from '../../look/tokens.ts';
import { kindOfContent, kindOfName } from '../sheets/kind.ts';
import { pageBarLook } from '../sheets/page-bar.styles.ts';
import { drawPageBar } from '../sheets/page-bar.ts';
import { Sheets } from '../sheets/sheets.ts';
import { texts } from '../texts.ts';
import { styles } from './image-view.styles.ts';
import type { Box, Overlay } from './overlay.ts';
import { fit, within } from './within.ts';

/** most is how much larger than fitting a picture can be shown. */
const most = 16;
/** step is by how much the zoom buttons enlarge. */
const step = 1.5;
/** stride is by how many pixels an arrow key moves an enlarged picture. */
const stride = 60;

/**
 * ImageView (foureyes-image, for the library's own use) shows an image, or a page of
 * a PDF or TIFF, that can be enlarged and moved, with labels over it.
 *
 * Properties: src, alt, overlay.
 * Keys while it has the focus: + and - zoom, F fits, arrows move. Mouse: wheel
 * with Ctrl zooms at the pointer, drag moves, double click zooms.
 */
export class ImageView extends LitElement {
  static override styles = [tokens, buttonLook, pageBarLook, styles];

  @property() src = '';
  @property() alt = '';
  @property({ attribute: false }) overlay: Overlay | undefined;
  @state() private view: View = fit;
  @state() private natural = { width: 0, height: 0 };
  @state() private problem = '';
  @state() private covered = true;
  /** shared tells whether images are fetched so that their stored pixels can be shown unrotated; some hosts refuse that. */
  @state() private shared = true;
  readonly #sheets = new Sheets(() => this.#turned());
  #held: { id: number; x: number; y: number } | undefined;

  override render(): TemplateResult {
    const { scale, x, y } = this.view;
    return html`<div class="tools">
        ${drawPageBar(this.#sheets.wanted, this.#sheets.count, (page) => void this.#sheets.show(page))}
        ${this.#button('−', texts.zoomOut, () => this.#zoom(1 / step))}
        ${this.#button('+', texts.zoomIn, () => this.#zoom(step))}
        ${this.#button('⤢', texts.zoomFit, () => this.#show(fit))}
        ${this.overlay ? this.#cover() : nothing}
      </div>
      <p class="problem" role="alert" ?hidden=${this.problem === ''}>${this.problem}</p>
      <div
        class="window ${scale > 1 ? 'large' : ''}"
        tabindex="0"
        role="group"
        aria-label=${this.alt || texts.image}
        @keydown=${this.#onKey}
        @wheel=${this.#onWheel}
        @dblclick=${(event: MouseEvent) => this.#zoom(step, this.#pointOf(event))}
        @pointerdown=${this.#grab}
        @pointermove=${this.#drag}
        @pointerup=${this.#drop}
        @pointercancel=${this.#drop}
      >
        <div class="picture" style="transform: translate(${x}px, ${y}px) scale(${scale})">
          ${this.#image()} ${this.covered ? this.#labels() : nothing}
        </div>
      </div>
      ${this.#legend()}`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('src')) return;
    this.view = fit;
    this.problem = '';
    this.shared = true;
    this.#sheets.close();
    const kind = kindOfName(this.src ?? '');
    if (kind) void this.#sheets.load(this.src, kind);
  }

  #button(sign: string, name: string, act: () => void): TemplateResult {
    return html`<button type="button" class="button icon" aria-label=${name} title=${name} @click=${act}>
      ${sign}
    </button>`;
  }

  #cover(): TemplateResult {
    return html`<button
      type="button"
      class="button cover"
      aria-pressed=${String(this.covered)}
      @click=${() => {
        this.covered = !this.covered;
      }}
    >
      ${texts.showLabels}
    </button>`;
  }

  #image(): TemplateResult | typeof nothing {
    if (!this.src) return nothing;
    if (this.#sheets.open) return this.#sheet();
    return html`<img
      class="image"
      src=${this.src}
      alt=${this.alt || texts.image}
      draggable="false"
      crossorigin=${this.shared ? 'anonymous' : nothing}
      @load=${this.#loaded}
      @error=${this.#failed}
    />`;
  }

  #sheet(): TemplateResult | typeof nothing {
    const canvas = this.#sheets.shown?.canvas;
    if (!canvas) return nothing;
    canvas.className = 'image';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', this.alt || texts.image);
    return html`${canvas}`;
  }

  #labels(): TemplateResult | typeof nothing {
    if (!this.overlay) return nothing;
    const { boxes, src } = this.overlay;
    if (src) {
      return html`<img class="cover" src=${src} alt="" draggable="false" @error=${() => {
        this.problem = texts.overlayFailed;
      }} />`;
    }
    const { width, height } = this.natural;
    if (width === 0) return nothing;
    return html`<svg class="boxes" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${boxes.map((box) => this.#box(box))}
    </svg>`;
  }

  #box({ label, left, top, width, height }: Box): TemplateResult {
    const color = this.overlay?.legend.find((entry) => entry.label === label)?.color ?? '';
    return svg`<rect x=${left} y=${top} width=${width} height=${height} stroke=${color}><title>${label}</title></rect>`;
  }

  #legend(): TemplateResult | typeof nothing {
    if (!this.overlay || this.overlay.legend.length === 0) return nothing;
    return html`<ul class="legend">
      ${this.overlay.legend.map(
        ({ label, color }) => html`<li><i style="background: ${color}"></i>${label}</li>`,
      )}
    </ul>`;
  }

  #loaded = (event: Event): void => {
    const { naturalWidth: width, naturalHeight: height } = event.target as HTMLImageElement;
    this.natural = { width, height };
    this.problem = '';
  };

  // A document may have an address that does not say so, and a host that does not
  // share its images may still show them.
  #failed = async (): Promise<void> => {
    const { src } = this;
    const kind = this.shared ? await kindOfContent(src) : undefined;
    if (src !== this.src) return;
    if (kind) void this.#sheets.load(src, kind);
    else if (this.shared) this.shared = false;
    else this.problem = texts.imageFailed;
  };

  #turned(): void {
    const { shown, failed } = this.#sheets;
    if (shown && shown.size !== this.natural) this.view = fit;
    if (shown) this.natural = shown.size;
    this.problem = failed ? texts.imageFailed : '';
    this.requestUpdate();
  }

  #show(view: View): void {
    const picture = this.renderRoot.querySelector<HTMLElement>('.picture');
    this.view = within(view, { width: picture?.offsetWidth ?? 0, height: picture?.offsetHeight ?? 0 });
  }

  #zoom(factor: number, at = this.#centre()): void {
    this.#show(zoomAt(this.view, at, factor, 1, most));
  }

  #centre(): { x: number; y: number } {
    const picture = this.renderRoot.querySelector<HTMLElement>('.picture');
    return { x: (picture?.offsetWidth ?? 0) / 2, y: (picture?.offsetHeight ?? 0) / 2 };
  }

  #pointOf(event: MouseEvent): { x: number; y: number } {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  readonly #keys: Record<string, () => void> = {
    '+': () => this.#zoom(step),
    '=': () => this.#zoom(step),
    '-': () => this.#zoom(1 / step),
    f: () => this.#show(fit),
    F: () => this.#show(fit),
    ArrowLeft: () => this.#show(pan(this.view, { x: stride, y: 0 })),
    ArrowRight: () => this.#show(pan(this.view, { x: -stride, y: 0 })),
    ArrowUp: () => this.#show(pan(this.view, { x: 0, y: stride })),
    ArrowDown: () => this.#show(pan(this.view, { x: 0, y: -stride })),
  };

  // The wheel alone scrolls the page, as everywhere; pinching sends it with Ctrl.
  #onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY / 300), this.#pointOf(event));
  };

  #grab = (event: PointerEvent): void => {
    if (event.button !== 0 || this.view.scale === 1) return;
    this.#held = { id: event.pointerId, x: event.clientX, y: event.clientY };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  #drag = (event: PointerEvent): void => {
    const held = this.#held;
    if (held?.id !== event.pointerId) return;
    this.#show(pan(this.view, { x: event.clientX - held.x, y: event.clientY - held.y }));
    this.#held = { id: held.id, x: event.clientX, y: event.clientY };
  };

  #drop = (): void => {
    this.#held = undefined;
  };
}
