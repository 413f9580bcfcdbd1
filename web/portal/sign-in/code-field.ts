import { html, type TemplateResult } from 'lit';
import { texts } from '../texts.ts';

/** codeField is a field for a code of the second factor. */
export function codeField(): TemplateResult {
  return html`<label for="code">${texts.code}</label>
    <input
      id="code"
      name="code"
      type="text"
      autocomplete="one-time-code"
      autocapitalize="off"
      spellcheck="false"
      minlength="6"
      maxlength="64"
      required
      aria-describedby="code-hint"
    />
    <p id="code-hint" class="hint muted">${texts.codeHint}</p>`;
}
