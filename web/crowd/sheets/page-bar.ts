// The buttons that lead from page to page, where there are several.
import { html, nothing, type TemplateResult } from 'lit';
import { texts } from '../texts.ts';

/** drawPageBar draws them; go is called with the page to show. */
export function drawPageBar(
  page: number,
  count: number,
  go: (page: number) => void,
): TemplateResult | typeof nothing {
  if (count < 2) return nothing;
  const number = (event: Event) => {
    event.stopPropagation();
    const field = event.target as HTMLInputElement;
    const wanted = Math.round(field.valueAsNumber);
    if (wanted >= 1 && wanted <= count) go(wanted);
    else field.value = String(page);
  };
  return html`<div class="page-bar" role="group" aria-label=${texts.pageOf(page, count)}>
    <button
      type="button"
      id="previous-page"
      class="button icon"
      aria-label=${texts.previousPage}
      title=${texts.previousPage}
      aria-disabled=${page <= 1 ? 'true' : nothing}
      @click=${() => go(Math.max(page - 1, 1))}
    >
      ${arrow('M12.5 4l-6 6l6 6')}
    </button>
    <input
      type="number"
      aria-label=${texts.page}
      min="1"
      max=${count}
      .value=${String(page)}
      @input=${(event: Event) => event.stopPropagation()}
      @change=${number}
    />
    <span>/ ${count}</span>
    <button
      type="button"
      id="next-page"
      class="button icon"
      aria-label=${texts.nextPage}
      title=${texts.nextPage}
      aria-disabled=${page >= count ? 'true' : nothing}
      @click=${() => go(Math.min(page + 1, count))}
    >
      ${arrow('M7.5 4l6 6l-6 6')}
    </button>
  </div>`;
}

function arrow(path: string): TemplateResult {
  return html`<svg class="arrow" viewBox="0 0 20 20" aria-hidden="true"><path d=${path}></path></svg>`;
}
