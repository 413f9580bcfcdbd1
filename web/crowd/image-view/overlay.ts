// The labels of earlier work that are laid over an image, for somebody to judge.
import { type Fields, fieldsOf, listOf, textOf } from '../json.ts';

/** Box is a rectangle in pixels of the image, with what it marks. */
export interface Box {
  label: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Overlay is what lies over an image: boxes, or another image, and what its colours mean. */
export interface Overlay {
  boxes: Box[];
  src: string | undefined;
  legend: { label: string; color: string }[];
}

/** colors are given to labels that name none, in this order and then from its start again. */
const colors = [
  '#2ca02c',
  '#1f77b4',
  '#ff7f0e',
  '#d62728',
  '#9467bd',
  '#8c564b',
  '#e377c2',
  '#7f7f7f',
  '#bcbd22',
  '#17becf',
];

/** readOverlay reads the value of an overlay attribute; it has one of boundingBox, semanticSegmentation and instanceSegmentation. */
export function readOverlay(value: unknown): Overlay | undefined {
  const { boundingBox, semanticSegmentation, instanceSegmentation } = fieldsOf(value);
  if (boundingBox) return ofBoxes(fieldsOf(boundingBox));
  if (semanticSegmentation) return ofMappings(fieldsOf(semanticSegmentation));
  if (instanceSegmentation) return ofInstances(fieldsOf(instanceSegmentation));
  return undefined;
}

function ofBoxes({ labels, value }: Fields): Overlay {
  const boxes = listOf(value).map(({ label, left, top, width, height }) => ({
    label: textOf(label),
    left: Number(left),
    top: Number(top),
    width: Number(width),
    height: Number(height),
  }));
  const named = Array.isArray(labels) ? labels.map(String) : [];
  const used = boxes.map(({ label }) => label);
  const legend = [...new Set([...named, ...used])].map((label, place) => ({
    label,
    color: colors[place % colors.length] ?? '',
  }));
  return { boxes, src: undefined, legend };
}

function ofMappings({ labelMappings, src }: Fields): Overlay {
  const legend = Object.entries(fieldsOf(labelMappings)).map(([label, mapping]) => ({
    label,
    color: textOf(fieldsOf(mapping)['color']),
  }));
  return { boxes: [], src: textOf(src), legend };
}

function ofInstances({ instances, src }: Fields): Overlay {
  const legend = listOf(instances).map(({ label, color }) => ({
    label: textOf(label),
    color: textOf(color),
  }));
  return { boxes: [], src: textOf(src), legend };
}
