import { html, nothing, type TemplateResult } from 'lit';
import { texts } from '../texts.ts';
import { least, type Strength } from './strength.ts';

/** newPasswordField is a field for a new password with what is thought of it. */
export function newPasswordField(
  strength: Strength | undefined,
  onInput: (event: InputEvent) => void,
): TemplateResult {
  return html`<label for="new-password">${texts.newPassword}</label>
    <input
      id="new-password"
      name="new-password"
      type="password"
      autocomplete="new-password"
      required
      minlength=${least}
      aria-describedby="password-hint password-strength"
      @input=${onInput}
    />
    <p id="password-hint" class="hint muted">${texts.passwordHint}</p>
    <p id="password-strength" class="hint strength ${strength ?? ''}" aria-live="polite">
      ${strength ? texts.strength[strength] : nothing}
    </p>`;
}

/** currentPasswordField is a field that proves who is at the keyboard. */
export function currentPasswordField(id: string): TemplateResult {
  return html`<label for=${id}>${texts.currentPassword}</label>
    <input id=${id} name="current-password" type="password" autocomplete="current-password" required />`;
}
