// What the segmentation tools say beside what all drawing tools do
// (../drawing/texts.ts).
import { spoken } from '../texts.ts';
import { german } from './texts.german.ts';
import { polish } from './texts.polish.ts';

/** english holds the sentences; functions take what varies. */
export const english = {
  area: 'Image to paint on',
  hint: 'Arrow keys move the brush, Enter sets it down and lifts it again, digits choose a label.',
  mode: {
    brush: 'Brush',
    eraser: 'Eraser',
    polygon: 'Outline that is filled',
    fill: 'Fill an area',
    move: 'Move the image',
  },
  size: 'Brush size',
  brushSize: (pixels: number) => (pixels === 1 ? 'Brush size: 1 pixel' : `Brush size: ${pixels} pixels`),
  opacity: 'Opacity of the labels',
  keep: 'Paint only where nothing is yet',
  keepOn: 'Labels that are there are kept.',
  keepOff: 'Labels are painted over.',
  hide: 'Hide and show the labels',
  down: 'Brush down.',
  lifted: 'Brush lifted.',
  filled: 'Filled.',
  nothingToFill: 'There is nothing to fill here.',
  outlined: 'Outline filled.',
  paintSome: 'Paint at least one label, or tick “Nothing to label”.',
  finishFirst: 'Finish or cancel the outline that you are drawing.',
  share: (percent: string) => `${percent} of the image`,
  empty: 'Not painted yet',
  wrongSize: (has: string, needs: string) => `the earlier labels have ${has} pixels, the image ${needs}`,
  unreadable: 'the earlier labels cannot be loaded:',
  unknownForm: 'an object with src and the colours of the labels is needed',
  strays: (count: number) =>
    `${count} pixels had a colour that stands for no label; they got the nearest one`,
  keySize: 'Smaller and larger brush',
  keyMove: 'Move the brush; with Shift by 10, with Ctrl by 100',
  keyEnter: 'Set the brush down and lift it; set a corner, at the same place again: fill the outline',
  keyBack: 'Delete the last corner',
  keyCancel: 'Cancel the stroke or the outline',
  instances: 'Instances',
  addInstance: (label: string) => `Add instance of ${label}`,
  keyAdd: 'Add another instance of the chosen label',
  keyRemove: 'Delete the chosen instance',
  chosenInstance: (name: string) => `Instance: ${name}`,
  removedInstance: (name: string) => `Deleted: ${name}`,
  hideInstance: (name: string) => `Hide ${name}`,
  removeInstance: (name: string) => `Delete ${name}`,
  relabel: (name: string) => `Label of ${name}`,
  label: 'Label',
  merge: 'Join with',
  mergeWith: (name: string) => `Join ${name} with`,
  mergeNone: 'Choose an instance',
  merged: (name: string) => `Joined with ${name}`,
};

/** SegmentationTexts is what a translation has to say. */
export type SegmentationTexts = typeof english;

/** texts are the sentences in the language of the page. */
export const texts: SegmentationTexts = spoken<SegmentationTexts>({ en: english, de: german, pl: polish });
