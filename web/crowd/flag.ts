import type { ComplexAttributeConverter } from 'lit';

/**
 * flag reads a boolean attribute: true when it is there, except as ="false",
 * which generated templates write and mean.
 */
export const flag: ComplexAttributeConverter<boolean> = {
  fromAttribute: (text) => text !== null && text.trim().toLowerCase() !== 'false',
  toAttribute: (on) => (on ? '' : null),
};
