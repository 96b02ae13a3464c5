import { Button, Radio, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Agent, Call } from "../../api/agents.ts";
import { useToldRefusal } from "../../api/failureNotice.ts";
import { type Mode, meQuery, useMe } from "../../api/me.ts";
import { type MonitoringAsked, useStartMonitoring } from "../../api/monitor.ts";
import { queries } from "../../api/queries.ts";
import { fieldFaults } from "../../parts/problemText.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import { ModeCards } from "./ModeCards.tsx";

const follows = ["call", "agent"] as const;
const LONGEST_PURPOSE = 500;

interface Props {
  readonly agent: Agent;
  readonly call: Call;
  /** At least one. */
  readonly offered: readonly Mode[];
  readonly onDone: () => void;
}

/** How, for how long and what for: then the phone rings. */
export function StartForm({ agent, call, offered, onDone }: Props) {
  const { t } = useTranslation();
  const isPurposeNeeded = useMe().monitoring.purpose === "required";
  const told = useToldRefusal();
  const [chosen, setMode] = useState(offered[0]!);
  const [follow, setFollow] = useState<(typeof follows)[number]>("call");
  const [purpose, setPurpose] = useState("");
  const [isPurposeMissed, setPurposeMissed] = useState(false);
  const purposeField = useRef<HTMLTextAreaElement>(null);
  const { mutateAsync, isPending, error } = useStartMonitoring();
  const mode = offered.includes(chosen) ? chosen : offered[0]!;

  const missPurpose = (): void => {
    setPurposeMissed(true);
    purposeField.current?.focus();
  };
  const start = (event: FormEvent): void => {
    event.preventDefault();
    if (isPurposeNeeded && purpose.trim() === "") return missPurpose();
    const asked = {
      ...targetOf(agent, call),
      mode,
      follow,
      ...(purpose.trim() === "" ? {} : { purpose: purpose.trim() }),
    };
    // As a promise, since this form is gone as soon as there is a monitoring, which an event may tell before the answer does.
    mutateAsync(asked).then(onDone, (refusal) => {
      // Rights and settings may have changed since they were read.
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      if ("purpose" in fieldFaults(refusal)) missPurpose();
    });
  };
  return (
    <form onSubmit={start} noValidate>
      <Stack gap="md">
        <ModeCards offered={offered} value={mode} onChange={setMode} />
        <Radio.Group
          label={t("monitoring.follow")}
          value={follow}
          onChange={(value) => setFollow(value as typeof follow)}
        >
          <Stack gap={6} mt={6}>
            {follows.map((one) => (
              <Radio key={one} value={one} label={t(`monitoring.follows.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          ref={purposeField}
          label={isPurposeNeeded ? t("monitoring.purpose") : `${t("monitoring.purpose")} (${t("common.optional")})`}
          description={t("monitoring.purposeHint")}
          required={isPurposeNeeded}
          maxLength={LONGEST_PURPOSE}
          autosize
          minRows={1}
          maxRows={4}
          value={purpose}
          onChange={({ currentTarget }) => {
            setPurpose(currentTarget.value);
            setPurposeMissed(false);
          }}
          error={isPurposeMissed ? t("monitoring.purposeNeeded") : undefined}
        />
        <Refusal error={isPurposeMissed ? null : told(error)} />
        <Button type="submit" loading={isPending}>
          {t("monitoring.apply")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("monitoring.phoneRings")}
        </Text>
      </Stack>
    </form>
  );
}

/** By its call the agent watched over is the one who was called; who called among agents is named itself. */
const targetOf = (agent: Agent, call: Call): Pick<MonitoringAsked, "callId" | "agentId"> =>
  call.agent?.id === agent.id ? { callId: call.id } : { agentId: agent.id };
