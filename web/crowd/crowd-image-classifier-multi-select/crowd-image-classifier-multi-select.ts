import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CrowdClassifierMultiSelect } from '../crowd-classifier-multi-select/crowd-classifier-multi-select.ts';
import { Tool } from '../tool/tool.ts';

/**
 * crowd-image-classifier-multi-select asks for all categories that fit an image.
 *
 * Attributes: name, src, categories, header, exclusion-category, disabled.
 * Regions: short-instructions, full-instructions.
 * Properties, events and keys: those of crowd-classifier-multi-select; on the
 * image + - F and the arrows.
 */
export class CrowdImageClassifierMultiSelect extends CrowdClassifierMultiSelect {
  static override readonly regions = Tool.regions;

  @property() src = '';

  protected override work(): TemplateResult {
    return html`<foureyes-image .src=${this.src ?? ''} .alt=${this.header ?? ''}></foureyes-image>`;
  }
}
