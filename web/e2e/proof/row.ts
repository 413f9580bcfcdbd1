// One row of the proof: an element, how a person answers with it, and the answer.
import type { Hand } from './hand.ts';

/**
 * Row proves one element or a few that belong together. To add one, write it in
 * the file of its kind, beside its like, and put that file's list into rows.ts;
 * proof.spec.ts holds every row to the same rules, and fails for every element of
 * the registry that no row names.
 */
export interface Row {
  /** tags are the elements that the row proves. */
  tags: readonly string[];
  /** template is what stands inside crowd-form, or all of the page with "whole". */
  template: string;
  /** whole tells that the template brings its form itself. */
  whole?: true;
  /** mouse answers with the mouse alone, apart from typing; Submit is not its part. */
  mouse: (hand: Hand) => Promise<void>;
  /** keys answers with keys alone, from where a fresh page has its focus. */
  keys: (hand: Hand) => Promise<void>;
  /** answer is what both give. */
  answer: unknown;
  /** keyed is what keys give where a hand cannot be as exact. */
  keyed?: unknown;
  /** rough is true where the mouse may miss by a pixel of the screen. */
  rough?: true;
  /** read makes an answer comparable where its bytes may differ. */
  read?: (answer: unknown) => unknown;
  /** start is a template with initial values, and what it gives untouched. */
  start?: { template: string; answer: unknown };
  /** wrong is what the worker is told when a template is submitted untouched. */
  wrong?: { template?: string; text: string };
  /** sides is something, and what it stands at one side of: from right to left that is the other side. */
  sides: readonly [string, string];
}
