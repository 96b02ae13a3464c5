import { ActionIcon, Button, Group, SegmentedControl, Switch, Text, Tooltip } from "@mantine/core";
import {
  IconDownload,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Recording } from "../../../api/history.ts";
import { clock } from "../../../parts/duration.ts";
import { useFormats } from "../../../parts/useFormats.ts";
import { audioPath } from "../sound/readLoudness.ts";
import type { Playback } from "./usePlayback.ts";
import classes from "./Wave.module.css";

const rates = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;
const LEAP_MS = 10_000;

interface Props {
  readonly recording: Recording;
  readonly playback: Playback;
}

/** Play, pause, back and forth, how fast, without the silences, and to keep. */
export function Controls({ recording, playback }: Props) {
  const { t } = useTranslation();
  const { isPlaying, toggle, seek, nowMs } = playback;
  const { bytes } = useFormats();
  const play = isPlaying ? t("recordings.pause") : t("recordings.play");
  return (
    <Group gap="sm">
      <Group gap={6} wrap="nowrap">
        <Leap label={t("recordings.back")} icon={IconRewindBackward10} onClick={() => seek(nowMs() - LEAP_MS)} />
        <Tooltip label={play} withArrow>
          <ActionIcon size="xl" radius="xl" variant="filled" onClick={toggle} aria-label={play}>
            {isPlaying ? (
              <IconPlayerPauseFilled size={22} aria-hidden />
            ) : (
              <IconPlayerPlayFilled size={22} aria-hidden />
            )}
          </ActionIcon>
        </Tooltip>
        <Leap label={t("recordings.forward")} icon={IconRewindForward10} onClick={() => seek(nowMs() + LEAP_MS)} />
      </Group>
      <Now playback={playback} durationMs={recording.durationMs} />
      <Rate playback={playback} />
      <SkipSilence playback={playback} />
      <Button
        component="a"
        href={audioPath(recording.id)}
        download={`${recording.id}.wav`}
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
        ml="auto"
      >
        {t("recordings.download", { size: bytes(recording.bytes) })}
      </Button>
    </Group>
  );
}

interface LeapProps {
  readonly label: string;
  readonly icon: typeof IconRewindBackward10;
  readonly onClick: () => void;
}

function Leap({ label, icon: Icon, onClick }: LeapProps) {
  return (
    <Tooltip label={label} withArrow>
      <ActionIcon size="lg" variant="subtle" color="gray" onClick={onClick} aria-label={label}>
        <Icon size={20} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Where one is; goes on without drawing anything else anew. */
function Now({ playback: { onTime }, durationMs }: { readonly playback: Playback; readonly durationMs: number }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      onTime((atMs) => {
        const text = clock(atMs);
        if (place.current !== null && place.current.textContent !== text) place.current.textContent = text;
      }),
    [onTime],
  );
  return (
    <Text size="sm" className={classes.time}>
      <span ref={place} /> / {clock(durationMs)}
    </Text>
  );
}

function Rate({ playback: { setRate } }: { readonly playback: Playback }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const [rate, choose] = useState("1");
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("recordings.rate")}
      data={rates.map((value) => ({ value: String(value), label: `${number(value, 2)}×` }))}
      value={rate}
      onChange={(value) => {
        choose(value);
        setRate(Number(value));
      }}
    />
  );
}

function SkipSilence({ playback: { skipSilence, knownShare } }: { readonly playback: Playback }) {
  const { t } = useTranslation();
  const [skips, setSkips] = useState(false);
  return (
    <Switch
      size="sm"
      label={t("recordings.skipSilence")}
      disabled={knownShare === null}
      checked={skips}
      onChange={({ currentTarget: { checked } }) => {
        setSkips(checked);
        skipSilence(checked);
      }}
    />
  );
}
