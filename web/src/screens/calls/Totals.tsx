import { Text, VisuallyHidden } from "@mantine/core";
import { IconClock, IconMessages, IconPhone, IconPhoneCheck, IconPhoneX, IconPlayerPause } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ComponentType, useId } from "react";
import { useTranslation } from "react-i18next";
import { summaryQuery } from "../../api/history.ts";
import { clock } from "../../parts/duration.ts";
import type { ChosenReports } from "../../parts/history/reportFilter.ts";
import { useFormats } from "../../parts/useFormats.ts";
import { summaryFilter } from "./summaryFilter.ts";
import classes from "./Totals.module.css";

/** What the calls of the period come to. */
export function Totals({ chosen }: { readonly chosen: ChosenReports }) {
  const { t } = useTranslation();
  const { number, percent } = useFormats();
  const id = useId();
  const { data } = useQuery({ ...summaryQuery(summaryFilter(chosen)), placeholderData: keepPreviousData });
  const { filter } = chosen;
  const { direction, disposition } = filter;
  const isNarrower = [direction, disposition, filter.number, filter.numberPrefix].some((one) => one !== undefined);
  const share = data === undefined || data.calls === 0 ? undefined : percent(data.answered / data.calls);
  const counted = (value: number | undefined): string => (value === undefined ? "–" : number(value));
  const lasted = (value: number | undefined): string => (value === undefined ? "–" : clock(value));
  const average = data === undefined || data.answered === 0 ? undefined : data.talkMs / data.answered;
  return (
    <section aria-labelledby={id}>
      <VisuallyHidden>
        <h2 id={id}>{t("calls.totals.title")}</h2>
      </VisuallyHidden>
      <dl className={classes.totals}>
        <Total icon={IconPhone} name={t("calls.totals.calls")} value={counted(data?.calls)} />
        <Total icon={IconPhoneCheck} name={t("calls.totals.answered")} value={counted(data?.answered)} aside={share} />
        <Total icon={IconPhoneX} name={t("calls.totals.missed")} value={counted(data?.missed)} />
        <Total icon={IconMessages} name={t("calls.totals.talk")} value={lasted(data?.talkMs)} />
        <Total icon={IconClock} name={t("calls.totals.average")} value={lasted(average)} />
        <Total icon={IconPlayerPause} name={t("calls.totals.hold")} value={lasted(data?.holdMs)} />
      </dl>
      {isNarrower && (
        <Text size="xs" c="dimmed" mb="sm">
          {t("calls.totals.scope")}
        </Text>
      )}
    </section>
  );
}

interface TotalProps {
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  readonly name: string;
  readonly value: string;
  readonly aside?: string | undefined;
}

function Total({ icon: Icon, name, value, aside }: TotalProps) {
  return (
    <div className={classes.total}>
      <dt>
        <Icon size={14} aria-hidden />
        {name}
      </dt>
      <dd>
        {value} {aside !== undefined && <small>{aside}</small>}
      </dd>
    </div>
  );
}
