import { Stack, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CallReport, LegQuality } from "../../api/history.ts";
import classes from "../../parts/history/table.module.css";
import { useFormats } from "../../parts/useFormats.ts";
import { WideTable } from "../../parts/WideTable.tsx";

const parties = ["customer", "agent"] as const;
const ways = ["received", "sent"] as const;

/** How the legs of a call sounded, each way. */
export function CallQuality({ quality }: { readonly quality: CallReport["quality"] }) {
  const { t } = useTranslation();
  const { number, percent } = useFormats();
  const streams = parties.flatMap((party) =>
    ways.flatMap((way) => {
      const leg: LegQuality | null = quality?.[party] ?? null;
      const stream = leg?.[way] ?? null;
      return leg === null || stream === null ? [] : [{ party, way, codec: leg.codec, stream }];
    }),
  );
  const ms = (value: number): string => t("calls.quality.ms", { value: number(value) });
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="h5">
        {t("calls.quality.title")}
      </Title>
      {streams.length === 0 ? (
        <Text size="sm">{t("calls.quality.none")}</Text>
      ) : (
        <>
          <WideTable label={t("calls.quality.title")} minWidth={440}>
            <Table verticalSpacing={4} fz="sm" aria-label={t("calls.quality.title")}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("calls.quality.who")}</Table.Th>
                  <Table.Th scope="col">{t("calls.quality.codec")}</Table.Th>
                  {(["mos", "loss", "jitter", "delay"] as const).map((figure) => (
                    <Table.Th key={figure} scope="col" className={classes.number}>
                      {t(`calls.quality.${figure}`)}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {streams.map(({ party, way, codec, stream }) => (
                  <Table.Tr key={`${party} ${way}`}>
                    <Table.Th scope="row" fw={400}>
                      {t(`calls.quality.${way}`, { who: t(`calls.quality.${party}`) })}
                    </Table.Th>
                    <Table.Td>{codec}</Table.Td>
                    <Table.Td className={classes.number}>{number(stream.mos, 1)}</Table.Td>
                    <Table.Td className={classes.number}>{percent(stream.lossRatio, 1)}</Table.Td>
                    <Table.Td className={classes.number}>{ms(stream.jitterMs)}</Table.Td>
                    <Table.Td className={classes.number}>{stream.delayMs === null ? "–" : ms(stream.delayMs)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </WideTable>
          <Text size="xs" c="dimmed">
            {t("calls.quality.explain")}
          </Text>
        </>
      )}
    </Stack>
  );
}
