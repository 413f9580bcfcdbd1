// What stands above the task's page when something is to be told about it.
import { html, type TemplateResult } from 'lit';

/** panel draws a title, a sentence and what can be done. */
export function panel(title: string, lead: string, buttons: TemplateResult): TemplateResult {
  return html`<section class="panel" role="alert" aria-labelledby="panel">
    <h2 id="panel">${title}</h2>
    <p>${lead}</p>
    <div class="panel-act">${buttons}</div>
  </section>`;
}
