import type { RefObject } from "react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Recording } from "../../../api/history.ts";
import { clock } from "../../../parts/duration.ts";
import type { Mark } from "../marks.ts";
import type { Playback } from "./usePlayback.ts";
import classes from "./Wave.module.css";

interface Props {
  readonly recording: Recording;
  readonly playback: Playback;
  readonly marks: readonly Mark[];
  readonly place: RefObject<HTMLDivElement | null>;
}

/** What each track is, by how many there are. */
const trackNames = {
  1: ["everybody"],
  2: ["customer", "agent"],
  4: ["customer", "agent", "monitors", "music"],
} as const;

/** The sound as it looks, a row for each side; one listens from where one clicks. */
export function Wave({ recording, playback, marks, place }: Props) {
  const { t } = useTranslation();
  const { durationMs, channels } = recording;
  const names = trackNames[channels as keyof typeof trackNames] ?? [];
  const percent = (ms: number): string => `${(100 * ms) / Math.max(1, durationMs)}%`;
  return (
    <div className={classes.row}>
      <div className={classes.tracks} aria-hidden>
        {names.map((name) => (
          <span key={name}>{t(`recordings.tracks.${name}`)}</span>
        ))}
      </div>
      <Position playback={playback} durationMs={durationMs}>
        <div ref={place} aria-hidden />
        {marks.map(({ atMs, durationMs: lasts, kind }) => (
          <div
            key={`${kind} ${atMs}`}
            className={`${classes.mark} ${classes[kind]}`}
            style={{ insetInlineStart: percent(atMs), width: percent(lasts) }}
          />
        ))}
      </Position>
    </div>
  );
}

interface PositionProps {
  readonly playback: Playback;
  readonly durationMs: number;
  readonly children: React.ReactNode;
}

/** Where one is, for who does not see it; its keys are those of the whole player. */
function Position({ playback, durationMs, children }: PositionProps) {
  const { t } = useTranslation();
  const slider = useRef<HTMLDivElement>(null);
  const { onTime } = playback;
  useEffect(
    () =>
      onTime((atMs) => {
        slider.current?.setAttribute("aria-valuenow", String(Math.floor(atMs / 1000)));
        slider.current?.setAttribute("aria-valuetext", clock(atMs));
      }),
    [onTime],
  );
  return (
    <div
      ref={slider}
      className={classes.wave}
      role="slider"
      tabIndex={0}
      aria-label={t("recordings.position")}
      aria-valuemin={0}
      aria-valuemax={Math.ceil(durationMs / 1000)}
      aria-valuenow={0}
    >
      {children}
    </div>
  );
}
