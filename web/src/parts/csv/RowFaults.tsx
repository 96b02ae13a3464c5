import { Alert, ScrollArea, Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ImportReport } from "../../api/imports.ts";
import { useFaultText } from "../form/faultText.ts";

/** More are not read; who has mended these tries again. */
const SHOWN = 200;

/** Every row of a file that is wrong: where, and why. */
export function RowFaults({ faults }: { readonly faults: ImportReport["errors"] }) {
  const { t } = useTranslation();
  const say = useFaultText();
  const columns = ["line", "column", "why"] as const;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t("csv.faults", { count: faults.length })}>
      <Text size="sm" mb="xs">
        {t("csv.faultsHint")}
      </Text>
      <ScrollArea.Autosize mah={280} tabIndex={0} viewportProps={{ "aria-label": t("csv.faultList"), role: "region" }}>
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`csv.columns.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.slice(0, SHOWN).map(({ line, column, message }) => (
              <Table.Tr key={`${line} ${column} ${message}`}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{column ?? "–"}</Table.Td>
                <Table.Td>{say(message)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {faults.length > SHOWN && <Text size="sm">{t("csv.moreFaults", { count: faults.length - SHOWN })}</Text>}
    </Alert>
  );
}
