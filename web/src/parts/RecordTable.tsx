import { Group, Pagination, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
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
  readonly onOpen: (id: string) => void;
}

const PAGE = 50;

/** Things as rows, fifty at once. A row opens by a click anywhere; by keyboard, by the button that its name is. */
export function RecordTable<T extends { readonly id: string }>({ label, things, columns, onOpen }: Props<T>) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(things.length / PAGE));
  useEffect(() => setPage((current) => Math.min(current, pages)), [pages]);
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
            {things.slice((page - 1) * PAGE, page * PAGE).map((thing) => (
              <Table.Tr key={thing.id} className={classes.row} onClick={() => onOpen(thing.id)}>
                {columns.map(({ key, show, minor }, i) => (
                  <Table.Td key={key} className={minor === true ? classes.minor : undefined}>
                    {i === 0 ? <UnstyledButton className={classes.name}>{show(thing)}</UnstyledButton> : show(thing)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" aria-live="polite">
          {things.length === 0 ? t("common.nothingFound") : t("form.results", { count: things.length })}
        </Text>
        {pages > 1 && (
          <Pagination
            total={pages}
            value={page}
            onChange={setPage}
            size="sm"
            aria-label={t("form.pages")}
            getControlProps={(control) => ({
              "aria-label": t(control === "previous" ? "form.previousPage" : "form.nextPage"),
            })}
          />
        )}
      </Group>
    </Stack>
  );
}
