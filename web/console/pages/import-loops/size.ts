/** sizeOf writes a number of bytes for people. */
export function sizeOf(bytes: number): string {
  const [unit, by] = bytes < 1e6 ? ['kilobyte', 1e3] : ['megabyte', 1e6];
  const format = new Intl.NumberFormat(undefined, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(bytes / by);
}
