// Which class stands behind which tag. Those of the tags that come late are in
// chunks (chunks/tags.ts).
import { lateTags } from './chunks/tags.ts';
import { CrowdAlert } from './crowd-alert/crowd-alert.ts';
import { CrowdBadge } from './crowd-badge/crowd-badge.ts';
import { CrowdButton } from './crowd-button/crowd-button.ts';
import { CrowdCard } from './crowd-card/crowd-card.ts';
import { CrowdCheckbox } from './crowd-checkbox/crowd-checkbox.ts';
import { CrowdClassifier } from './crowd-classifier/crowd-classifier.ts';
import { CrowdClassifierMultiSelect } from './crowd-classifier-multi-select/crowd-classifier-multi-select.ts';
import { CrowdFab } from './crowd-fab/crowd-fab.ts';
import { CrowdForm } from './crowd-form/crowd-form.ts';
import { CrowdIconButton } from './crowd-icon-button/crowd-icon-button.ts';
import { CrowdImageClassifier } from './crowd-image-classifier/crowd-image-classifier.ts';
import { CrowdImageClassifierMultiSelect } from './crowd-image-classifier-multi-select/crowd-image-classifier-multi-select.ts';
import { CrowdInput } from './crowd-input/crowd-input.ts';
import { CrowdInstructions } from './crowd-instructions/crowd-instructions.ts';
import { CrowdModal } from './crowd-modal/crowd-modal.ts';
import { CrowdRadioButton } from './crowd-radio-button/crowd-radio-button.ts';
import { CrowdRadioGroup } from './crowd-radio-group/crowd-radio-group.ts';
import { CrowdRekognitionDetectModerationLabels } from './crowd-rekognition-detect-moderation-labels/crowd-rekognition-detect-moderation-labels.ts';
import { CrowdSlider } from './crowd-slider/crowd-slider.ts';
import { CrowdSliderLabel } from './crowd-slider/crowd-slider-label.ts';
import { CrowdTab } from './crowd-tabs/crowd-tab.ts';
import { CrowdTabs } from './crowd-tabs/crowd-tabs.ts';
import { CrowdTextArea } from './crowd-text-area/crowd-text-area.ts';
import { CrowdToast } from './crowd-toast/crowd-toast.ts';
import { CrowdToggleButton } from './crowd-toggle-button/crowd-toggle-button.ts';
import { ImageView } from './image-view/image-view.ts';
import { IronIcon } from './iron-icon/iron-icon.ts';
import {
  ClassificationTarget,
  DetailedInstructions,
  FullInstructions,
  NegativeExample,
  PositiveExample,
  ShortInstructions,
  ShortSummary,
  WorkerComment,
} from './regions/regions.ts';

/** elements is every tag of the library. Regions come last: they look at what their parent has become. */
export const elements: readonly [string, CustomElementConstructor][] = [
  ['crowd-form', CrowdForm],
  ['crowd-button', CrowdButton],
  ['crowd-classifier', CrowdClassifier],
  ['crowd-classifier-multi-select', CrowdClassifierMultiSelect],
  ['crowd-image-classifier', CrowdImageClassifier],
  ['crowd-image-classifier-multi-select', CrowdImageClassifierMultiSelect],
  ['crowd-rekognition-detect-moderation-labels', CrowdRekognitionDetectModerationLabels],
  ['crowd-input', CrowdInput],
  ['crowd-text-area', CrowdTextArea],
  ['crowd-checkbox', CrowdCheckbox],
  ['crowd-toggle-button', CrowdToggleButton],
  ['crowd-radio-group', CrowdRadioGroup],
  ['crowd-radio-button', CrowdRadioButton],
  ['crowd-slider', CrowdSlider],
  ['crowd-slider-label', CrowdSliderLabel],
  ['crowd-alert', CrowdAlert],
  ['crowd-badge', CrowdBadge],
  ['crowd-card', CrowdCard],
  ['crowd-fab', CrowdFab],
  ['crowd-icon-button', CrowdIconButton],
  ['crowd-instructions', CrowdInstructions],
  ['crowd-modal', CrowdModal],
  ['crowd-tabs', CrowdTabs],
  ['crowd-tab', CrowdTab],
  ['crowd-toast', CrowdToast],
  ['iron-icon', IronIcon],
  ['classification-target', ClassificationTarget],
  ['short-instructions', ShortInstructions],
  ['full-instructions', FullInstructions],
  ['worker-comment', WorkerComment],
  ['short-summary', ShortSummary],
  ['detailed-instructions', DetailedInstructions],
  ['positive-example', PositiveExample],
  ['negative-example', NegativeExample],
];

/** parts are what the elements themselves are made of. */
const parts: readonly [string, CustomElementConstructor][] = [['foureyes-image', ImageView]];

/** tags are the names of all elements, also of those that come late. */
export const tags = [...elements.map(([tag]) => tag), ...Object.keys(lateTags)];

/** defineElements makes the browser know them; a tag that is taken stays as it is. */
export function defineElements(): void {
  for (const [tag, element] of [...parts, ...elements]) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
