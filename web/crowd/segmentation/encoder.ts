// The picture of a label map, always nearly ready: bands that have changed are
// compressed beside the page, and what is not ready when the picture is asked
// for is compressed on the spot.
import type { LabelMap } from '../../geometry/label-map.ts';
import { needsColours, type Palette, pngOf, type Strip, stripOf } from './png.ts';
import type { Workshop } from './workshop.ts';

interface Band {
  strip: Strip;
  version: number;
}

/** Encoder keeps the compressed bands of one map at a time. */
export class Encoder {
  readonly #workshop: Workshop;
  #map: LabelMap | undefined;
  /** colours are what the bands were written with: nothing for numbers, which hold for any palette. */
  #colours = '';
  #bands: (Band | undefined)[] = [];
  #asked: (number | undefined)[] = [];
  #coming = new Set<Promise<void>>();

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  /** prepare has all that has changed compressed beside the page. */
  prepare(map: LabelMap, palette: Palette): void {
    const colours = this.#face(map, palette);
    for (let band = 0; band < map.bands; band++) {
      const version = map.version(band);
      if (this.#bands[band]?.version === version || this.#asked[band] === version) continue;
      this.#asked[band] = version;
      const pixels = rowsOf(map, band).slice();
      const coming = this.#take(
        band,
        version,
        this.#workshop.strip({ pixels, width: map.size.width, colours }),
      );
      this.#coming.add(coming);
      void coming.then(() => this.#coming.delete(coming));
    }
  }

  /** settle prepares a map and resolves when all of it is ready; it is undefined when it is so already. */
  settle(map: LabelMap, palette: Palette): Promise<void> | undefined {
    this.#face(map, palette);
    if (this.#isReady(map)) return undefined;
    this.prepare(map, palette);
    return this.#settled(map, palette);
  }

  /** encode gives the picture as it stands. */
  encode(map: LabelMap, palette: Palette): Uint8Array {
    return pngOf(map.size, this.strips(map, palette), palette);
  }

  /** strips gives the compressed bands of a map as it stands; a band that has not changed is the same object. */
  strips(map: LabelMap, palette: Palette): Strip[] {
    const colours = this.#face(map, palette);
    return Array.from({ length: map.bands }, (_, band) => {
      const [ready, version] = [this.#bands[band], map.version(band)];
      if (ready?.version === version) return ready.strip;
      const strip = stripOf(rowsOf(map, band), map.size.width, colours);
      this.#bands[band] = { strip, version };
      return strip;
    });
  }

  /** face forgets what belongs to another map or to other colours. */
  #face(map: LabelMap, palette: Palette): Palette | undefined {
    const colours = needsColours(palette) ? palette : undefined;
    const key = colours?.join() ?? '';
    if (map !== this.#map || key !== this.#colours) {
      this.#map = map;
      this.#colours = key;
      this.#bands = [];
      this.#asked = [];
      this.#coming = new Set();
    }
    return colours;
  }

  #isReady(map: LabelMap): boolean {
    for (let band = 0; band < map.bands; band++)
      if (this.#bands[band]?.version !== map.version(band)) return false;
    return true;
  }

  async #settled(map: LabelMap, palette: Palette): Promise<void> {
    while (map === this.#map && !this.#isReady(map)) {
      this.prepare(map, palette);
      await Promise.all(this.#coming);
    }
  }

  async #take(band: number, version: number, strip: Promise<Strip>): Promise<void> {
    const [bands, asked] = [this.#bands, this.#asked];
    try {
      bands[band] = { strip: await strip, version };
    } catch {
      // It is asked for again, or done on the spot.
      asked[band] = undefined;
    }
  }
}

function rowsOf(map: LabelMap, band: number): LabelMap['pixels'] {
  const [top, bottom] = map.rowsOf(band);
  return map.pixels.subarray(top * map.size.width, bottom * map.size.width);
}
