import { Group, Stack, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { pathOf } from "../../api/history.ts";
import { PagedItems } from "../../parts/cursorPages/PagedItems.tsx";
import { usePages } from "../../parts/cursorPages/usePages.ts";
import { DownloadButton } from "../../parts/DownloadButton.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { choiceOf, momentsOf } from "../../parts/period/period.ts";
import { useAddress } from "../../parts/useAddress.ts";
import { useFormats } from "../../parts/useFormats.ts";
import { AuditFilters, type FilterKey, topics } from "./AuditFilters.tsx";
import { AuditTable } from "./AuditTable.tsx";
import { type AuditFilter, auditKey, readAudit } from "./auditLog.ts";
import { Verification } from "./Verification.tsx";

const OTHERWISE = "days30";

/** Who did what, whether that log is whole, and the log as a file. */
export function Audit() {
  const { t } = useTranslation();
  const { timeZone } = useFormats();
  const used = useAddress<FilterKey>();
  const { address } = used;
  const choice = choiceOf(address, OTHERWISE);
  const filter = useMemo((): AuditFilter => {
    const { topic, user, subject } = address;
    const action = topics.find((one) => one === topic);
    return {
      ...momentsOf(choiceOf(address, OTHERWISE), timeZone, Date.now()),
      ...(action === undefined ? {} : { action }),
      ...(user === undefined ? {} : { userId: user }),
      ...(subject === undefined ? {} : { subject }),
    };
  }, [address, timeZone]);
  const pages = usePages(auditKey(filter), (cursor) => readAudit(filter, cursor));
  return (
    <>
      <PageHead title={t("shell.screens.audit")} />
      <AuditFilters used={used} choice={choice} otherwise={OTHERWISE} />
      <Stack gap="md">
        <PagedItems
          pages={pages}
          empty={{ icon: IconShieldCheck, title: t("audit.emptyTitle"), hint: t("audit.emptyHint") }}
          files={<Exports filter={filter} />}
        >
          {(entries, isComing) => <AuditTable entries={entries} isComing={isComing} />}
        </PagedItems>
        <Verification />
      </Stack>
      <Text size="xs" c="dimmed" mt="md">
        {t("history.zone", { zone: timeZone })}
      </Text>
    </>
  );
}

/** All entries of the filter, with what it takes to check them elsewhere. */
function Exports({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation();
  const path = pathOf("/v1/audit", filter);
  return (
    <div>
      <Group gap="sm">
        <DownloadButton size="xs" path={path} mediaType="application/x-ndjson" name="audit.ndjson">
          {t("audit.exports.ndjson")}
        </DownloadButton>
        <DownloadButton size="xs" path={path} mediaType="text/csv" name="audit.csv">
          {t("audit.exports.csv")}
        </DownloadButton>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {t("audit.exports.hint")}
      </Text>
    </div>
  );
}
