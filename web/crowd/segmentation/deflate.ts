// Compressing masks (RFC 1951). Their rows, as differences to the row above, are
// nearly all runs of zeros, so runs are the only repetition that is looked for:
// that takes a fraction of the time of a general compressor, and a piece of the
// mask that has not changed need not be compressed again.

/** Checksum is an Adler-32 (RFC 1950) in its two parts, with how many bytes it covers. */
export interface Checksum {
  a: number;
  b: number;
  length: number;
}

const modulus = 65521;
/** most is the length of the longest repetition. */
const most = 258;
/** endOfBlock and firstLength are symbols of the format. */
const endOfBlock = 256;
const firstLength = 257;
/** order is in which the lengths of the code for code lengths are written. */
const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** lengthSymbols gives for each length of a repetition its symbol, and how many bits of how much more follow. */
const lengthSymbols = Array.from({ length: most + 1 }, (_, length) => symbolOf(length));

/** compress makes blocks of deflate data, none of them the last, that end at a whole byte. */
export function compress(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const tokens = tokensOf(bytes);
  const counts = new Array<number>(286).fill(0);
  counts[endOfBlock] = 1;
  for (const token of tokens) counts[symbolIn(token)] = (counts[symbolIn(token)] ?? 0) + 1;
  const lengths = codeLengths(counts, 15);
  const out = new Bits();
  writeHeader(out, lengths);
  const codes = codesOf(lengths);
  for (const token of tokens) writeToken(out, token, lengths, codes);
  out.write(codes[endOfBlock] ?? 0, lengths[endOfBlock] ?? 0);
  // An empty stored block goes on to the next whole byte.
  out.write(0, 3);
  out.align();
  out.write(0, 16);
  out.write(0xffff, 16);
  return out.bytes();
}

/** lastBlock is an empty block that ends deflate data. */
export const lastBlock = Uint8Array.of(3, 0);

/** checksumOf adds bytes up; runs are added in one step. */
export function checksumOf(bytes: Uint8Array): Checksum {
  let [a, b] = [1, 0];
  for (let at = 0; at < bytes.length; ) {
    const value = bytes[at] as number;
    const from = at;
    while (at < bytes.length && bytes[at] === value) at++;
    const count = at - from;
    b = (b + count * a + (value * count * (count + 1)) / 2) % modulus;
    a = (a + count * value) % modulus;
  }
  return { a, b, length: bytes.length };
}

/** joinChecksums gives the checksum of two pieces after each other. */
export function joinChecksums(one: Checksum, other: Checksum): Checksum {
  const a = (one.a + other.a + modulus - 1) % modulus;
  const b = (one.b + other.b + (other.length % modulus) * (one.a + modulus - 1)) % modulus;
  return { a, b, length: one.length + other.length };
}

/** tokensOf gives bytes and, from 256 on, lengths of repetitions of the byte before. */
function tokensOf(bytes: Uint8Array): Uint16Array {
  const tokens = new Uint16Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const value = bytes[at] as number;
    tokens[count++] = value;
    const from = ++at;
    while (at < bytes.length && bytes[at] === value) at++;
    let rest = at - from;
    for (; rest >= 3; rest -= Math.min(rest, most)) tokens[count++] = 256 + Math.min(rest, most);
    for (; rest > 0; rest--) tokens[count++] = value;
  }
  return tokens.subarray(0, count);
}

interface LengthSymbol {
  symbol: number;
  bits: number;
  more: number;
}

function symbolOf(length: number): LengthSymbol {
  if (length === most) return { symbol: 285, bits: 0, more: 0 };
  if (length < 11) return { symbol: firstLength + length - 3, bits: 0, more: 0 };
  // Four symbols to each doubling.
  const bits = Math.floor(Math.log2(length - 3)) - 2;
  const part = (length - 3) >> bits;
  return { symbol: firstLength + 4 * bits + part, bits, more: (length - 3) & ((1 << bits) - 1) };
}

function symbolIn(token: number): number {
  return token < 256 ? token : (lengthSymbols[token - 256]?.symbol ?? 0);
}

function writeToken(out: Bits, token: number, lengths: readonly number[], codes: readonly number[]): void {
  const symbol = symbolIn(token);
  out.write(codes[symbol] ?? 0, lengths[symbol] ?? 0);
  if (token < 256) return;
  const { bits = 0, more = 0 } = lengthSymbols[token - 256] ?? {};
  // The one bit after it is the code of distance 1, the only one that there is.
  out.write(more, bits + 1);
}

/** writeHeader begins a block with codes of its own. */
function writeHeader(out: Bits, lengths: readonly number[]): void {
  const all = [...lengths, 1];
  const counts = new Array<number>(19).fill(0);
  for (const length of all) counts[length] = (counts[length] ?? 0) + 1;
  const own = codeLengths(counts, 7);
  const codes = codesOf(own);
  out.write(2 << 1, 3);
  out.write(lengths.length - 257, 5);
  out.write(0, 5);
  out.write(order.length - 4, 4);
  for (const symbol of order) out.write(own[symbol] ?? 0, 3);
  for (const length of all) out.write(codes[length] ?? 0, own[length] ?? 0);
}

/** codeLengths gives each symbol that occurs a length of Huffman's, none above a limit. */
export function codeLengths(counts: readonly number[], limit: number): number[] {
  const lengths = huffman(counts);
  if (Math.max(...lengths) <= limit) return lengths;
  // Flatter counts make a flatter tree.
  return codeLengths(
    counts.map((count) => Math.ceil(count / 2)),
    limit,
  );
}

interface Node {
  count: number;
  symbols: number[];
}

function huffman(counts: readonly number[]): number[] {
  const lengths = new Array<number>(counts.length).fill(0);
  const nodes: Node[] = counts.flatMap((count, symbol) => (count > 0 ? [{ count, symbols: [symbol] }] : []));
  // A code of one symbol still has one bit.
  if (nodes.length === 1) lengths[nodes[0]?.symbols[0] ?? 0] = 1;
  while (nodes.length > 1) {
    nodes.sort((one, other) => other.count - one.count);
    const [one, other] = nodes.splice(-2) as [Node, Node];
    const joined = { count: one.count + other.count, symbols: [...one.symbols, ...other.symbols] };
    for (const symbol of joined.symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    nodes.push(joined);
  }
  return lengths;
}

/** codesOf gives the codes that follow from lengths, their bits turned round as they are written. */
function codesOf(lengths: readonly number[]): number[] {
  const codes = new Array<number>(lengths.length).fill(0);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    for (const [symbol, its] of lengths.entries()) if (its === length) codes[symbol] = turned(code++, length);
    code <<= 1;
  }
  return codes;
}

function turned(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

/** Bits collects bits, the lowest first. */
class Bits {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #held = 0;
  #count = 0;

  /** write adds up to 16 bits. */
  write(value: number, bits: number): void {
    this.#held |= value << this.#count;
    this.#count += bits;
    while (this.#count >= 8) this.#push();
  }

  align(): void {
    if (this.#count > 0) this.#push();
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #push(): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = this.#held & 255;
    this.#held >>>= 8;
    this.#count = Math.max(this.#count - 8, 0);
  }
}
