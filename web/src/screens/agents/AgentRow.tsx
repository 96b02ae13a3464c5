import { ActionIcon } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { type Agent, useAgent } from "../../api/agents.ts";
import { RunningTime } from "../../parts/RunningTime.tsx";
import classes from "./AgentRow.module.css";
import { CallParty } from "./CallParty.tsx";
import { MonitoredMark } from "./MonitoredMark.tsx";
import { QualityMark } from "./QualityMark.tsx";
import { StatusMark } from "./StatusMark.tsx";

interface Props {
  readonly id: string;
  /** Its place among all that are shown, from 0. */
  readonly index: number;
  /** How far below the beginning of the list, px. */
  readonly top: number;
  /** There is little room beside each other. */
  readonly isBrief: boolean;
  readonly onOpen: (id: string) => void;
}

/** One agent in the list. Drawn anew when this agent changes, or moves. */
export const AgentRow = memo(function AgentRow({ id, index, top, isBrief, onOpen }: Props) {
  const agent = useAgent(id);
  if (agent === undefined) return null;
  return (
    <tr
      // The first row is the names of the columns.
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Cells agent={agent} isBrief={isBrief} onOpen={onOpen} />
    </tr>
  );
});

function Cells({ agent, isBrief, onOpen }: Pick<Props, "isBrief" | "onOpen"> & { readonly agent: Agent }) {
  const { t } = useTranslation();
  const { id, name, extension, status, since, call } = agent;
  const memberships = agent.groups.map((group) => group.name).join(", ");
  return (
    <>
      <td className={classes.status}>
        <StatusMark status={status} />
        <MonitoredMark agent={agent} />
      </td>
      <td className={classes.since}>
        <RunningTime since={since} />
      </td>
      <td className={classes.agent}>
        <span className={classes.name} title={name}>
          {name}
        </span>
        <span className={classes.extension}>{extension}</span>
      </td>
      <td className={classes.groups}>
        <span className={classes.clipped} title={memberships}>
          {memberships}
        </span>
      </td>
      <td className={classes.call}>
        <CallParty agent={agent} />
      </td>
      <td className={classes.duration}>
        {call !== undefined && <RunningTime since={call.answeredAt ?? call.startedAt} />}
      </td>
      <td className={classes.quality}>{call !== undefined && <QualityMark mos={call.mos} isBrief={isBrief} />}</td>
      <td className={classes.action}>
        {call !== undefined && (
          <ActionIcon
            variant="light"
            size="lg"
            aria-label={t("agents.open", { name })}
            title={t("agents.open", { name })}
            onClick={() => onOpen(id)}
          >
            <IconEye size={20} aria-hidden />
          </ActionIcon>
        )}
      </td>
    </>
  );
}
