import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Shortcut } from '../../crowd/page/messages.ts';
import { texts } from '../texts.ts';
import { View } from '../view.ts';

/** portal-shortcuts shows the keys of the portal and of the task in front. */
export class PortalShortcuts extends View {
  @state() private ours: Shortcut[] = [];
  @state() private task: Shortcut[] = [];

  /** open shows the sheet, or closes it when it is open. */
  async open(ours: Shortcut[], task: Shortcut[]): Promise<void> {
    this.ours = ours;
    this.task = task;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog?.open) dialog.close();
    else dialog?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="shortcuts-title">
      <form method="dialog">
        <h2 id="shortcuts-title">${texts.shortcuts}</h2>
        ${this.task.length === 0 ? nothing : list(texts.shortcutsTask, this.task)}
        ${list(texts.shortcutsPortal, this.ours)}
        <div class="dialog-act"><button class="button primary">${texts.close}</button></div>
      </form>
    </dialog>`;
  }
}

function list(title: string, shortcuts: Shortcut[]): TemplateResult {
  return html`<h3>${title}</h3>
    <dl class="keys">
      ${shortcuts.map(({ keys, does }) => html`<dt>${keys.split('+').map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${does}</dd>`)}
    </dl>`;
}
