// The editors' colours, each for light and dark. An editor lives in a shadow root with
// sheets of its own, so it takes the scheme that the page stands in and no page's rules.

/** either is a colour for light and one for dark. */
export const either = (light: string, dark: string) => `light-dark(${light}, ${dark})`;

/** colours are the console's: text on its ground has a contrast of 4.5 to 1 or more. */
export const colours = {
  text: either('#0f141a', '#ebebf0'),
  muted: either('#545b64', '#b4b4bb'),
  ground: either('#ffffff', '#161d26'),
  gutter: either('#f6f6f9', '#1b232d'),
  edge: either('#8c8c94', '#656871'),
  focus: either('#006ce0', '#42b4ff'),
  name: either('#0059b8', '#75cfff'),
  good: either('#1b6e20', '#9fdc9f'),
  bad: either('#b3120f', '#ff9a94'),
  warning: either('#7a4a00', '#fbd332'),
};
