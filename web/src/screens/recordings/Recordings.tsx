import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { readReports, reportsKey, useFreshHistory } from "../../api/history.ts";
import { usePages } from "../../parts/cursorPages/usePages.ts";
import { ReportFilters } from "../../parts/history/ReportFilters.tsx";
import type { FilterKey } from "../../parts/history/reportFilter.ts";
import { useChosenReports } from "../../parts/history/useChosenReports.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { useAddress } from "../../parts/useAddress.ts";
import { useFormats } from "../../parts/useFormats.ts";
import { RecordingPlayer } from "./player/RecordingPlayer.tsx";
import { RecordingList } from "./RecordingList.tsx";

const OTHERWISE = "week";

/** What was recorded, and the player of the one that is chosen. */
export function Recordings() {
  const { t } = useTranslation();
  const used = useAddress<FilterKey | "open">();
  const { address, change } = used;
  const { open } = address;
  const chosen = useChosenReports(address, OTHERWISE);
  const { timeZone } = useFormats();
  useFreshHistory();

  const filter = { ...chosen.filter, recorded: "true" } as const;
  const pages = usePages(reportsKey(filter), (cursor) => readReports(filter, cursor));
  return (
    <>
      <PageHead title={t("shell.screens.recordings")} />
      {open !== undefined && (
        <RecordingPlayer
          key={open}
          id={open}
          call={pages.page?.items.find(({ recordingId }) => recordingId === open)}
          onClose={() => change({ open: undefined })}
        />
      )}
      <ReportFilters used={used} chosen={chosen} otherwise={OTHERWISE} byResult={false} />
      <RecordingList pages={pages} open={open} onOpen={(id) => change({ open: id })} />
      <Text size="xs" c="dimmed" mt="md">
        {t("history.zone", { zone: timeZone })}
      </Text>
    </>
  );
}
