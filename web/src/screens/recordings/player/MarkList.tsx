import { Button } from "@mantine/core";
import { IconEar, IconPlayerPause, IconPlayerRecord } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { clock } from "../../../parts/duration.ts";
import type { Mark } from "../marks.ts";
import type { Playback } from "./usePlayback.ts";
import classes from "./Wave.module.css";

const icons = { hold: IconPlayerPause, pause: IconPlayerRecord, monitor_public: IconEar } as const;

interface Props {
  readonly marks: readonly Mark[];
  readonly playback: Playback;
}

/** The marks in words; each leads to its place. */
export function MarkList({ marks, playback }: Props) {
  const { t } = useTranslation();
  if (marks.length === 0) return null;
  return (
    <ul
      className={classes.marks}
      aria-label={t("recordings.marks.title")}
      style={{ listStyle: "none", padding: 0, margin: 0 }}
    >
      {marks.map(({ atMs, durationMs, kind }) => {
        const Icon = icons[kind];
        return (
          <li key={`${kind} ${atMs}`}>
            <Button
              variant="default"
              size="compact-xs"
              fw={400}
              leftSection={
                <span className={`${classes.icon} ${classes[kind]}`}>
                  <Icon size={14} aria-hidden />
                </span>
              }
              onClick={() => playback.seek(atMs)}
            >
              {t(`recordings.marks.${kind}`)} {clock(atMs)} – {clock(atMs + durationMs)}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
