// Which class stands behind which tag. Those of the tags that come late are in
// chunks (chunks/tags.ts).
import { lateTags } from './chunks/tags.ts';
import { CrowdButton } from './crowd-button/crowd-button.ts';
import { CrowdCheckbox } from './crowd-checkbox/crowd-checkbox.ts';
import { CrowdClassifier } from './crowd-classifier/crowd-classifier.ts';
import { CrowdForm } from './crowd-form/crowd-form.ts';
import { CrowdInput } from './crowd-input/crowd-input.ts';
import { CrowdRadioButton } from './crowd-radio-button/crowd-radio-button.ts';
import { CrowdRadioGroup } from './crowd-radio-group/crowd-radio-group.ts';
import { CrowdSlider } from './crowd-slider/crowd-slider.ts';
import { CrowdSliderLabel } from './crowd-slider/crowd-slider-label.ts';
import { CrowdTextArea } from './crowd-text-area/crowd-text-area.ts';
import { CrowdToggleButton } from './crowd-toggle-button/crowd-toggle-button.ts';
import { ClassificationTarget, FullInstructions, ShortInstructions } from './regions/regions.ts';

/** elements is every tag of the library. Regions come last: they look at what their parent has become. */
export const elements: readonly [string, CustomElementConstructor][] = [
  ['crowd-form', CrowdForm],
  ['crowd-button', CrowdButton],
  ['crowd-classifier', CrowdClassifier],
  ['crowd-input', CrowdInput],
  ['crowd-text-area', CrowdTextArea],
  ['crowd-checkbox', CrowdCheckbox],
  ['crowd-toggle-button', CrowdToggleButton],
  ['crowd-radio-group', CrowdRadioGroup],
  ['crowd-radio-button', CrowdRadioButton],
  ['crowd-slider', CrowdSlider],
  ['crowd-slider-label', CrowdSliderLabel],
  ['classification-target', ClassificationTarget],
  ['short-instructions', ShortInstructions],
  ['full-instructions', FullInstructions],
];

/** tags are the names of all elements, also of those that come late. */
export const tags = [...elements.map(([tag]) => tag), ...Object.keys(lateTags)];

/** defineElements makes the browser know them; a tag that is taken stays as it is. */
export function defineElements(): void {
  for (const [tag, element] of elements) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
