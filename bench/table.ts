/** Tables that are read while they grow: a line is printed as soon as its figures are known. */

export interface Column<Row> {
  readonly title: string;
  readonly width: number;
  readonly text: (row: Row) => string;
}

/** Prints the heading. @returns what prints a line. Words stand left, figures right. */
export function table<Row>(columns: readonly Column<Row>[]): (row: Row) => void {
  const print = (cells: readonly string[]): void => {
    process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
  };
  print(columns.map(({ title, width }, i) => (i === 0 ? title.padEnd(width) : title.padStart(width))));
  return (row) =>
    print(columns.map(({ text, width }, i) => (i === 0 ? text(row).padEnd(width) : text(row).padStart(width))));
}

/** @param spent processor time, µs @param ms in which it was spent */
export const ofACore = (spent: number, ms: number): string => `${(spent / ms / 10).toFixed(0)} %`;
