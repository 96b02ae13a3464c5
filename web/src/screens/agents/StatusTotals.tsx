import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAllAgents } from "../../api/agents.ts";
import { type Totals, totalsOf } from "./filters.ts";
import classes from "./StatusTotals.module.css";
import colours from "./statuses.module.css";
import { type Status, statuses, statusIcons } from "./statuses.ts";
import type { FiltersInAddress } from "./useFilters.ts";

const isSame = (a: Totals, b: Totals): boolean =>
  a.all === b.all && statuses.every((status) => a[status] === b[status]);

/** How many agents are in each status; each total shows only those it counts. */
export function StatusTotals({ filters, change }: Pick<FiltersInAddress, "filters" | "change">) {
  const { t } = useTranslation();
  const totals = useAllAgents(totalsOf, isSame);
  const chosen = filters.statuses;
  const choose = (statuses: readonly Status[]): void =>
    change({ status: statuses.length === 0 ? undefined : statuses.join(",") });
  const toggle = (status: Status): void =>
    choose(chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status]);
  return (
    <fieldset className={classes.totals} aria-label={t("agents.totals")}>
      <UnstyledButton className={classes.total} aria-pressed={chosen.length === 0} onClick={() => choose([])}>
        <span className={classes.count}>{totals.all}</span>
        <span className={classes.word}>{t("agents.total")}</span>
      </UnstyledButton>
      {statuses.map((status) => {
        const Icon = statusIcons[status];
        return (
          <UnstyledButton
            key={status}
            className={`${classes.total} ${colours[status]}`}
            aria-pressed={chosen.includes(status)}
            onClick={() => toggle(status)}
          >
            <span className={classes.count}>{totals[status]}</span>
            <span className={classes.word}>
              <Icon size={16} aria-hidden />
              {t(`agents.status.${status}`)}
            </span>
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}
