import { Button, Table, Text } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "../../../parts/history/table.module.css";
import { Section } from "../../../parts/Section.tsx";
import { WideTable } from "../../../parts/WideTable.tsx";

interface Props {
  readonly title: string;
  /** What is plotted, in words. */
  readonly columns: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  /** Below the plot. */
  readonly note?: string | undefined;
  readonly children: ReactNode;
}

/** A plot, and the same as a table for who cannot see it or wants the figures. */
export function PlotCard({ title, columns, rows, note, children }: Props) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const Icon = asTable ? IconChartBar : IconTable;
  const toggle = (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<Icon size={16} aria-hidden />}
      onClick={() => setAsTable(!asTable)}
    >
      {asTable ? t("calls.charts.chart") : t("calls.charts.table")}
    </Button>
  );
  return (
    <Section title={title} aside={toggle}>
      {!asTable && (
        <div role="img" aria-label={title}>
          {children}
        </div>
      )}
      {!asTable && note !== undefined && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
      {asTable && (
        <WideTable label={title} minWidth={0} maxHeight={360}>
          <Table stickyHeader verticalSpacing={4} fz="sm" aria-label={title}>
            <Table.Thead>
              <Table.Tr>
                {columns.map((name, i) => (
                  <Table.Th key={name} scope="col" className={i === 0 ? "" : classes.number}>
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ key, cells }) => (
                <Table.Tr key={key}>
                  {cells.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places
                    <Table.Td key={i} className={i === 0 ? "" : classes.number}>
                      {cell}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
    </Section>
  );
}
