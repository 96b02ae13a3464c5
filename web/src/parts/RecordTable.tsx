import { Stack, Table, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { usePages } from "./pages.tsx";
import classes from "./RecordTable.module.css";

export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly show: (thing: T) => ReactNode;
  /** Left out where there is little room. */
  readonly minor?: boolean;
}

interface Props<T> {
  /** Says what the table is of. */
  readonly label: string;
  readonly things: readonly T[];
  /** The first names the thing, and opens it. */
  readonly columns: readonly Column<T>[];
  /** Left out where there is nothing more to see of a thing. */
  readonly onOpen?: ((id: string) => void) | undefined;
}

/** Things as rows, fifty at once. A row opens by a click anywhere; by keyboard, by the button that its name is. */
export function RecordTable<T extends { readonly id: string }>({ label, things, columns, onOpen }: Props<T>) {
  const { shown, pages } = usePages(things);
  return (
    <Stack gap="sm">
      <Table.ScrollContainer minWidth={0} type="native">
        <Table highlightOnHover stickyHeader verticalSpacing="xs" aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ key, label: head, minor }) => (
                <Table.Th key={key} scope="col" className={minor === true ? classes.minor : undefined}>
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((thing) => (
              <Table.Tr
                key={thing.id}
                className={onOpen === undefined ? undefined : classes.row}
                onClick={() => onOpen?.(thing.id)}
              >
                {columns.map(({ key, show, minor }, i) => (
                  <Table.Td key={key} className={minor === true ? classes.minor : undefined}>
                    {i === 0 && onOpen !== undefined ? (
                      <UnstyledButton className={classes.name}>{show(thing)}</UnstyledButton>
                    ) : (
                      show(thing)
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {pages}
    </Stack>
  );
}
