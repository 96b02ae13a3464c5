import { UnstyledButton } from "@mantine/core";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAgent } from "../../api/agents.ts";
import { RunningTime } from "../../parts/RunningTime.tsx";
import { CallParty } from "./CallParty.tsx";
import { MonitoredMark } from "./MonitoredMark.tsx";
import { StatusMark } from "./StatusMark.tsx";
import colours from "./statuses.module.css";
import classes from "./Wallboard.module.css";

interface Props {
  readonly id: string;
  readonly left: string;
  readonly width: string;
  /** Below the beginning of the tiles, px. */
  readonly top: number;
  readonly onOpen: (id: string) => void;
}

/** One agent on the wall; one in a call can be opened. */
export const WallTile = memo(function WallTile({ id, left, width, top, onOpen }: Props) {
  const { t } = useTranslation();
  const agent = useAgent(id);
  if (agent === undefined) return null;
  const { name, extension, status, since, call } = agent;
  const content: ReactNode = (
    <>
      <span className={classes.name}>
        <span className={classes.fullName}>{name}</span>
        <span className={classes.extension}>{extension}</span>
      </span>
      <span className={classes.status}>
        <StatusMark status={status} size={24} />
        <RunningTime since={since} />
        <MonitoredMark agent={agent} size={22} />
      </span>
      <span className={classes.call}>
        {call === undefined ? (
          agent.groups.map((group) => group.name).join(", ")
        ) : (
          <CallParty agent={agent} size={18} />
        )}
      </span>
    </>
  );
  return (
    <li className={classes.place} style={{ left, width, top }}>
      {call === undefined ? (
        <div className={`${classes.tile} ${colours[status]}`}>{content}</div>
      ) : (
        <UnstyledButton
          className={`${classes.tile} ${colours[status]}`}
          title={t("agents.open", { name })}
          onClick={() => onOpen(id)}
        >
          {content}
        </UnstyledButton>
      )}
    </li>
  );
});
