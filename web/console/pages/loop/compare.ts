// Answers side by side: one row for each member that any of them has.

/** Row is one member of the answers: where it stands, and what each answer says there. */
export interface Row {
  /** path names the member, such as "boxes[0].label"; empty for an answer that is no object. */
  path: string;
  /** values are those of the answers in their order; undefined where there is none. */
  values: unknown[];
  /** differs tells that the answers do not agree here. */
  differs: boolean;
}

/** rowsOf lays answers beside each other, in the order in which members first appear. */
export function rowsOf(answers: unknown[]): Row[] {
  const flat = answers.map((answer) => new Map(leaves(answer, '')));
  const paths = new Set(flat.flatMap((members) => [...members.keys()]));
  return [...paths].map((path) => {
    const values = flat.map((members) => members.get(path));
    const first = JSON.stringify(values[0]);
    return { path, values, differs: values.some((value) => JSON.stringify(value) !== first) };
  });
}

function leaves(value: unknown, path: string): [string, unknown][] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item, at) => leaves(item, `${path}[${at}]`));
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, member]) =>
      leaves(member, path === '' ? name : `${path}.${name}`),
    );
  }
  return [[path, value]];
}
