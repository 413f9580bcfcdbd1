import { deflateSync, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { forAll, type Random } from '../../geometry/random.ts';
import { checksumOf, codeLengths, compress, joinChecksums, lastBlock } from './deflate.ts';

/** runs makes bytes as masks have them: runs of any length, and here and there noise. */
function runs(random: Random): Uint8Array {
  const parts = Array.from({ length: random.whole(0, 30) }, () =>
    random.next() < 0.3
      ? Array.from({ length: random.whole(1, 20) }, () => random.whole(0, 255))
      : new Array<number>(random.whole(1, 700)).fill(random.whole(0, 3)),
  );
  return Uint8Array.from(parts.flat());
}

const unpack = (...pieces: Uint8Array[]) =>
  new Uint8Array(inflateRawSync(Buffer.concat([...pieces, lastBlock])));

test('what is compressed in pieces comes back whole', () => {
  forAll((random) => {
    const [one, other] = [runs(random), runs(random)];
    expect(unpack(compress(one), compress(other)).join()).toBe([...one, ...other].join());
  }, 60);
});

test('noise comes back, too', () => {
  forAll((random) => {
    const noise = Uint8Array.from({ length: 5000 }, () => random.whole(0, 255));
    expect(unpack(compress(noise)).join()).toBe(noise.join());
  }, 5);
});

test('each length of a run comes back', () => {
  for (let length = 1; length < 540; length += length < 20 || length > 250 ? 1 : 7) {
    const run = new Uint8Array(length).fill(length % 256);
    expect(unpack(compress(run)).join()).toBe(run.join());
  }
});

test('a run takes two bits for each 258 bytes', () => {
  expect(compress(new Uint8Array(1_000_000)).length).toBeLessThan(1_000_000 / 258 / 4 + 80);
});

test('the checksum of pieces is that of the whole, as others reckon it', () => {
  forAll((random) => {
    const [one, other] = [runs(random), runs(random)];
    const { a, b } = joinChecksums(checksumOf(one), checksumOf(other));
    const end = deflateSync(Buffer.concat([one, other])).subarray(-4);
    expect(b * 65536 + a).toBe(end.readUInt32BE());
  }, 60);
});

test('codes are never longer than the limit, and fill it', () => {
  // Numbers of Fibonacci make the deepest tree.
  const counts = [1, 1];
  while (counts.length < 40) counts.push((counts.at(-1) ?? 0) + (counts.at(-2) ?? 0));
  const lengths = codeLengths(counts, 15);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(15);
  expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
});
