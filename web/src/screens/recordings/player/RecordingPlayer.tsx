import { Alert, Card, Center, CloseButton, Group, Loader, Progress, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type CallReport, type Recording, recordingQuery } from "../../../api/history.ts";
import { clock } from "../../../parts/duration.ts";
import { DirectionMark } from "../../../parts/history/DirectionMark.tsx";
import { useWho } from "../../../parts/history/useWho.ts";
import { Refusal } from "../../../parts/Refusal.tsx";
import { useFormats } from "../../../parts/useFormats.ts";
import { marksQuery } from "../marks.ts";
import { Controls } from "./Controls.tsx";
import { MarkList } from "./MarkList.tsx";
import { usePlayback } from "./usePlayback.ts";
import { usePlayerKeys } from "./usePlayerKeys.ts";
import { Wave } from "./Wave.tsx";

interface Props {
  readonly id: string;
  /** Whose recording it is, where that is known. */
  readonly call: CallReport | undefined;
  readonly onClose: () => void;
}

/** One recording, to be listened to. */
export function RecordingPlayer({ id, call, onClose }: Props) {
  const { t } = useTranslation();
  const { data: recording, error } = useQuery(recordingQuery(id));
  return (
    <Card component="section" withBorder padding="sm" mb="md" aria-label={t("recordings.player")}>
      <Stack gap="sm">
        <Head call={call} recording={recording} onClose={onClose} />
        {recording === undefined && error === null && (
          <Center p="md">
            <Loader aria-label={t("common.loading")} />
          </Center>
        )}
        <Refusal error={error} />
        {recording !== undefined && <Condition recording={recording} />}
        {recording !== undefined && recording.state !== "writing" && recording.durationMs > 0 && (
          <Loaded recording={recording} />
        )}
      </Stack>
    </Card>
  );
}

interface HeadProps {
  readonly call: CallReport | undefined;
  readonly recording: Recording | undefined;
  readonly onClose: () => void;
}

/** What is played. Takes the focus when it is opened: the keys are the player's then. */
function Head({ call, recording, onClose }: HeadProps) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const who = useWho();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const startedAt = recording?.startedAt ?? call?.answeredAt ?? call?.startedAt;
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Title order={2} size="h4" ref={title} tabIndex={-1} style={{ outline: "none" }}>
          {call === undefined ? t("recordings.one") : t("recordings.with", { who: who(call) })}
        </Title>
        <Group gap="xs">
          {call !== undefined && <DirectionMark direction={call.direction} />}
          <Text size="sm" c="dimmed">
            {[call?.agentName, startedAt === undefined ? undefined : moment(startedAt)].filter(Boolean).join(" · ")}
          </Text>
        </Group>
      </div>
      <CloseButton onClick={onClose} aria-label={t("recordings.close")} />
    </Group>
  );
}

/** Says where a recording is not all that was said. */
function Condition({ recording: { state, missingMs, durationMs } }: { readonly recording: Recording }) {
  const { t } = useTranslation();
  const isEmpty = durationMs === 0 && state !== "writing";
  if (state === "complete" && !isEmpty) return null;
  const isLess = state === "partial" || state === "recovered";
  return (
    <Alert
      color={isLess ? "yellow" : "blue"}
      py="xs"
      icon={isLess ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
    >
      {isEmpty || state === "complete"
        ? t("recordings.empty")
        : t(`recordings.states.${state}`, { missing: clock(missingMs) })}
    </Alert>
  );
}

function Loaded({ recording }: { readonly recording: Recording }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const playback = usePlayback(recording, place);
  const { data: marks = [] } = useQuery(marksQuery(recording.id));
  const { hasFailed, knownShare } = playback;
  usePlayerKeys(playback);
  return (
    <>
      {hasFailed && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert">
          {t("recordings.cannotPlay")}
        </Alert>
      )}
      <Wave recording={recording} playback={playback} marks={marks} place={place} />
      {knownShare !== null && knownShare < 1 && (
        <Progress value={100 * knownShare} size="xs" aria-label={t("recordings.reading")} />
      )}
      {knownShare === null && <Text size="sm">{t("recordings.notDrawn")}</Text>}
      <MarkList marks={marks} playback={playback} />
      <Controls recording={recording} playback={playback} />
      <Text size="xs" c="dimmed" visibleFrom="sm">
        {t("recordings.keys")}
      </Text>
    </>
  );
}
