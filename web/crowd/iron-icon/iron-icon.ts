import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Chunk } from '../chunks/contents.ts';
import { chunks } from '../chunks/source.ts';

type Icons = Readonly<Record<string, string>>;
let icons: Promise<Icons> | undefined;
let attempt = 0;

/** loadIcons fetches the outlines once; after a failure the next icon asks again. */
function loadIcons(): Promise<Icons> {
  icons ??= (chunks['iron-icon']?.(attempt++) ?? Promise.resolve<Chunk>({}))
    .then((chunk) => chunk.icons ?? {})
    .catch((cause: unknown) => {
      icons = undefined;
      reportError(cause);
      return {};
    });
  return icons;
}

/** isImage tells whether an icon attribute names an image rather than an icon of the set. */
export function isImage(icon: string): boolean {
  return /[/.]|^(data|blob):/.test(icon);
}

/** iconNamed draws an icon by its name or its address, without a name for screen readers. */
export function iconNamed(icon: string | null | undefined): TemplateResult | typeof nothing {
  if (!icon) return nothing;
  if (isImage(icon)) return html`<img class="icon-image" src=${icon} alt="" />`;
  return html`<iron-icon icon=${icon}></iron-icon>`;
}

/** spokenIcon makes words of an icon's name, for a button that has no other name. */
export function spokenIcon(icon: string | null | undefined): string {
  return icon && !isImage(icon) ? nameIn(icon).replaceAll('-', ' ') : '';
}

const nameIn = (icon: string) => icon.trim().replace(/^icons:/, '');

/**
 * iron-icon shows an icon of the open set "icons" in the colour of the text.
 *
 * Attributes: icon (a name, with or without "icons:" before it; an unknown one is
 * an empty box). Width and height are 24 px, or what CSS says.
 * The outlines are fetched when a page shows its first icon.
 */
export class IronIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: 24px;
      height: 24px;
      vertical-align: middle;
    }

    :host([hidden]) {
      display: none;
    }

    svg {
      width: 100%;
      height: 100%;
      fill: currentcolor;
      pointer-events: none;
    }
  `;

  @property() icon = '';
  @state() private icons: Icons = {};

  override connectedCallback(): void {
    super.connectedCallback();
    void loadIcons().then((icons) => {
      this.icons = icons;
    });
  }

  override render(): TemplateResult {
    const name = nameIn(this.icon ?? '');
    const outline = Object.hasOwn(this.icons, name) ? this.icons[name] : undefined;
    const shape = outline === undefined ? nothing : svg`<path d=${outline} />`;
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg><slot></slot>`;
  }
}
