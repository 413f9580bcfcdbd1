// Colours of labels: told apart from each other, and seen on any photo.

const palette = [
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

/** colourOf gives the colour of the label at a place; past the palette they are made from hues far apart. */
export function colourOf(place: number): string {
  const known = palette[place];
  if (known) return known;
  // The golden angle never comes back to a hue.
  const hue = ((place - palette.length) * 137.508 + 20) % 360;
  return hexOf(hue, 0.65, place % 2 === 0 ? 0.42 : 0.58);
}

/** isColour tells whether a text is a colour in hexadecimal notation. */
export function isColour(text: unknown): text is string {
  return typeof text === 'string' && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text.trim());
}

/** inkOn gives black or white, whichever is read better on a colour. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const [r, g, b] = channels(colour).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  const light = 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
  // Where both have the same contrast.
  return light > 0.179 ? '#000000' : '#ffffff';
}

function channels(colour: string): number[] {
  const digits = colour.trim().slice(1);
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255);
}

function hexOf(hue: number, saturation: number, lightness: number): string {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return `#${[0, 8, 4].map((n) => part(n).toString(16).padStart(2, '0')).join('')}`;
}
