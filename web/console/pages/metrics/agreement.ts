// How far workers who answered the same human loop agree.

/** Given is one worker's answer to one human loop; value is the member that is compared, as text. */
export interface Given {
  loop: string;
  worker: string;
  value: string;
}

/** Agreement is how far answers to the same loops are the same. */
export interface Agreement {
  /** loops have two answers or more, and pairs are all pairs of answers to one of them. */
  loops: number;
  pairs: number;
  /** percent is the share of pairs that are the same. */
  percent: number;
  /**
   * alpha is Krippendorff's alpha for names: 1 when all agree, 0 when they agree as often
   * as by chance. Undefined when every answer is the same, since chance then explains all.
   */
  alpha: number | undefined;
}

/** agreementOf counts over loops with two answers or more; undefined when there are none. */
export function agreementOf(answers: Given[]): Agreement | undefined {
  const units = unitsOf(answers).filter((unit) => unit.length > 1);
  if (units.length === 0) return undefined;
  let pairs = 0;
  let same = 0;
  // Disagreement that was seen: each unit weighs as many answers as it has.
  let observed = 0;
  const totals = new Map<string, number>();
  for (const unit of units) {
    const counts = countsOf(unit);
    for (const [value, count] of counts) totals.set(value, (totals.get(value) ?? 0) + count);
    const all = pairsIn(unit.length);
    const equal = sum([...counts.values()].map(pairsIn));
    pairs += all;
    same += equal;
    observed += (2 * (all - equal)) / (unit.length - 1);
  }
  return { loops: units.length, pairs, percent: same / pairs, alpha: alphaOf(observed, totals) };
}

function unitsOf(answers: Given[]): Given[][] {
  const units = new Map<string, Given[]>();
  for (const answer of answers) {
    const unit = units.get(answer.loop);
    if (unit) unit.push(answer);
    else units.set(answer.loop, [answer]);
  }
  return [...units.values()];
}

// alpha = 1 - seen disagreement / disagreement by chance, both over pairs that can be made.
function alphaOf(observed: number, totals: Map<string, number>): number | undefined {
  const n = sum([...totals.values()]);
  const byChance = n * n - sum([...totals.values()].map((count) => count * count));
  return byChance === 0 ? undefined : 1 - ((n - 1) * observed) / byChance;
}

function countsOf(unit: Given[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { value } of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const pairsIn = (n: number): number => (n * (n - 1)) / 2;
const sum = (numbers: number[]): number => numbers.reduce((total, n) => total + n, 0);
