import { notifications } from "@mantine/notifications";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PontoEvent } from "../../../../client/ponto.ts";
import { useTellsFailures } from "../../api/failureNotice.ts";
import { useEvents } from "../../api/live.ts";
import type { Monitoring } from "../../api/monitor.ts";
import { reasonKey } from "./reasons.ts";

/** One notice at a time: what becomes of the next monitoring takes its place. */
const NOTICE = "monitoring";

/** How long a notice that asks for something to be done stays, ms. */
const LONG = 12_000;

/** Tells what becomes of one's own monitoring. Returns the newest of it in words, for who does not see the screen. */
export function useMonitoringNews(userId: string): string {
  const { t } = useTranslation();
  const tellsFailures = useTellsFailures();
  const [news, setNews] = useState("");
  useEvents(
    useCallback(
      ({ type, data }: PontoEvent) => {
        const { monitoring } = data as { monitoring?: Monitoring };
        if (monitoring?.userId !== userId) return;
        const { mode, reason } = monitoring;
        if (type !== "monitoring.mode_changed") notifications.hide(NOTICE);
        if (type === "monitoring.dialing") setNews(t("monitoring.bar.dialing"));
        if (type === "monitoring.followed" && monitoring.callId === null) setNews(t("monitoring.bar.waiting"));
        if (type === "monitoring.connected" || type === "monitoring.mode_changed") {
          const words = { mode: t(`monitoring.modes.${mode}.name`), hears: t(`monitoring.modes.${mode}.hears`) };
          setNews(t("monitoring.changed", words));
        }
        if (type === "monitoring.failed" && tellsFailures) {
          const message = t(`monitoring.failed.${reasonKey("failed", reason)}`);
          notifications.show({
            id: NOTICE,
            title: t("monitoring.failed.title"),
            message,
            color: "red",
            autoClose: LONG,
          });
        }
        if (type === "monitoring.ended") {
          const message = t(`monitoring.ended.${reasonKey("ended", reason)}`);
          setNews(`${t("monitoring.ended.title")}. ${message}`);
          // Who stopped it knows.
          if (reason !== "released") notifications.show({ id: NOTICE, title: t("monitoring.ended.title"), message });
        }
      },
      [userId, t, tellsFailures],
    ),
  );
  return news;
}
