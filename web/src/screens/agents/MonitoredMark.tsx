import { Tooltip } from "@mantine/core";
import { IconEyeSearch, IconHeadphones } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Agent } from "../../api/agents.ts";
import classes from "./AgentRow.module.css";

/** That the agent's call is monitored, or that the agent monitors: only where the server says so to whoever looks. */
export function MonitoredMark({ agent, size = 18 }: { readonly agent: Agent; readonly size?: number }) {
  const { t } = useTranslation();
  return (
    <>
      {agent.call?.monitored === true && (
        <Tooltip label={t("agents.monitored")}>
          <span className={classes.mark} role="img" aria-label={t("agents.monitored")}>
            <IconHeadphones size={size} aria-hidden />
          </span>
        </Tooltip>
      )}
      {agent.monitoring !== undefined && (
        <Tooltip label={t("agents.monitoring")}>
          <span className={classes.mark} role="img" aria-label={t("agents.monitoring")}>
            <IconEyeSearch size={size} aria-hidden />
          </span>
        </Tooltip>
      )}
    </>
  );
}
