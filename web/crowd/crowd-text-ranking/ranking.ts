// Ranks that responses get, apart from any page. A rank is a number from 1, the
// best; undefined is none yet. Responses are named by their place in the list.

/** Ranks is the rank of each response. */
export type Ranks = readonly (number | undefined)[];

/** withRank gives a response a rank. Without ties, who had it gets the rank that becomes free. */
export function withRank(ranks: Ranks, response: number, rank: number | undefined, ties: boolean): Ranks {
  const before = ranks[response];
  return ranks.map((own, place) => {
    if (place === response) return rank;
    return !ties && rank !== undefined && own === rank ? before : own;
  });
}

/** orderOf lists the responses from the best to the worst, those without a rank last. */
export function orderOf(ranks: Ranks): number[] {
  const weight = (place: number) => ranks[place] ?? Number.POSITIVE_INFINITY;
  const places = ranks.map((_, place) => place);
  return places.sort((a, b) => (weight(a) === weight(b) ? a - b : weight(a) - weight(b)));
}

/** moved puts a response at a place of the order, from 0, and ranks all responses by it. */
export function moved(ranks: Ranks, response: number, to: number): Ranks {
  const order = orderOf(ranks).filter((place) => place !== response);
  order.splice(Math.min(Math.max(to, 0), order.length), 0, response);
  return ranks.map((_, place) => order.indexOf(place) + 1);
}
