// Which addresses are documents that browsers do not show as images.
import { textOf } from '../json.ts';

/** Kind is a kind of document, and the name of the chunk that opens it. */
export type Kind = 'pdf' | 'tiff';

const kinds: Record<string, Kind> = { pdf: 'pdf', tif: 'tiff', tiff: 'tiff' };

/** kindOfName tells a document by the end of its path, or by the type in a data URL; undefined where neither says. */
export function kindOfName(src: string): Kind | undefined {
  const type = /^data:(?:application|image)\/(?:x-)?(pdf|tiff?)[;,]/i.exec(src)?.[1];
  const end = /^[^?#]*\.(\w+)(?:[?#]|$)/.exec(src)?.[1];
  return kinds[textOf(type ?? (src.startsWith('data:') ? '' : end)).toLowerCase()];
}

/** kindOfBytes tells a document by how it begins. */
export function kindOfBytes(bytes: Uint8Array): Kind | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  // Some writers put a few bytes before the mark.
  if (start.includes('%PDF-')) return 'pdf';
  return /^(II\*\0|MM\0\*)/.test(start) ? 'tiff' : undefined;
}

/** kindOfContent reads the first bytes at an address; undefined also when they cannot be read. */
export async function kindOfContent(src: string): Promise<Kind | undefined> {
  try {
    const response = await fetch(src, { headers: { Range: 'bytes=0-1023' } });
    const reader = response.ok ? response.body?.getReader() : undefined;
    const first = await reader?.read();
    await reader?.cancel();
    return first?.value && kindOfBytes(first.value);
  } catch {
    // The server does not let the page read it, as with many images.
    return undefined;
  }
}
