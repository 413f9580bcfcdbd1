// Small documents for tests, written here byte by byte.

/** Colour is red, green and blue from 0 to 1. */
export type Colour = readonly [number, number, number];

/**
 * pdfOf writes a PDF with a page for each colour, 300 by 400 points: a square of it
 * from (100, 100) to (200, 200), counted from the left top corner, and "Page N" in
 * a font that the document does not bring. spare is how
 * many bytes stand in it that no page refers to, as large scans would.
 */
export function pdfOf(colours: readonly Colour[], spare = 0): string {
  const kids = colours.map((_, at) => `${4 + at * 2} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${colours.length}/Kids[${kids}]/MediaBox[0 0 300 400]/Resources<</Font<</F1 3 0 R>>>>>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...colours.flatMap((colour, at) => {
      const content = `${colour.join(' ')} rg 100 200 100 100 re f 0 g BT /F1 24 Tf 20 360 Td (Page ${at + 1}) Tj ET`;
      return [
        `<</Type/Page/Parent 2 0 R/Contents ${5 + at * 2} 0 R>>`,
        `<</Length ${content.length}>>stream\n${content}\nendstream`,
      ];
    }),
  ];
  if (spare > 0) objects.push(`<</Length ${spare}>>stream\n${'x'.repeat(spare)}\nendstream`);
  return assemble(objects);
}

/** japanesePdf has one line in a font, and in a character map, that it does not bring. */
export const japanesePdf = (() => {
  const content = 'BT /F1 24 Tf 20 160 Td <65E5672C8A9E> Tj ET';
  return assemble([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 200 200]/Resources<</Font<</F1 5 0 R>>>>>>',
    '<</Type/Page/Parent 2 0 R/Contents 4 0 R>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UTF16-H/DescendantFonts[6 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>/FontDescriptor 7 0 R>>',
    '<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
  ]);
})();

function assemble(objects: readonly string[]): string {
  let text = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return `${text}${table}trailer<</Size ${places.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
}

/** dataUrl makes an address of a document's bytes, each a character. */
export function dataUrl(type: string, bytes: string): string {
  return `data:${type};base64,${btoa(bytes)}`;
}

/** colourAt is what a canvas shows at a place, in fractions of it: red, green and blue from 0 to 255. */
export function colourAt(canvas: HTMLCanvasElement, x: number, y: number): number[] {
  const context = canvas.getContext('2d');
  const [column, row] = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)];
  return [...(context?.getImageData(column, row, 1, 1).data ?? [])].slice(0, 3);
}
