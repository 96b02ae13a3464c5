import { ActionIcon, Button, Group, Loader, Text, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconEye, IconPlayerStopFilled } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAgent, useAgents } from "../../api/agents.ts";
import { useOccupation } from "../../api/attendance.ts";
import { type Mode, modesOf, useMe } from "../../api/me.ts";
import { type Monitoring, useChangeMode, useStopMonitoring } from "../../api/monitor.ts";
import { ConfirmDialog } from "../../parts/ConfirmDialog.tsx";
import { modeIcons } from "../../parts/monitoring/modes.ts";
import { otherParty } from "../../parts/otherParty.ts";
import { useProblemText } from "../../parts/problemText.ts";
import { RunningTime } from "../../parts/RunningTime.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import classes from "./RunningMonitoring.module.css";
import { useMonitoringKeys } from "./useMonitoringKeys.ts";

/** The bar of a monitoring that rings or runs. */
export function RunningMonitoring({ monitoring }: { readonly monitoring: Monitoring }) {
  const { t } = useTranslation();
  const say = useProblemText();
  // Whoever listens need not touch anything.
  useOccupation();
  const offered = modesOf(useMe());
  useAgents();
  const agent = useAgent(monitoring.agentId);
  const { mutate: change, isPending: isChanging, variables } = useChangeMode();
  const stop = useStopMonitoring();
  const [asksToStop, setAsksToStop] = useState(false);

  const fail = useCallback((error: unknown) => notifications.show({ color: "red", message: say(error) }), [say]);
  const changeTo = useCallback(
    (mode: Mode) => {
      const { id } = monitoring;
      if (mode !== monitoring.mode) change({ id, mode }, { onError: fail });
    },
    [monitoring, change, fail],
  );
  // A key for a mode that is not permitted does nothing, as on the phone.
  const press = (mode: Mode): void => {
    if (offered.includes(mode)) changeTo(mode);
  };
  useMonitoringKeys(press, () => setAsksToStop(true));

  const mode = isChanging ? variables.mode : monitoring.mode;
  const Icon = modeIcons[mode];
  const name = agent?.name ?? t("monitoring.bar.agent");
  return (
    <section className={classes.bar} data-mode={mode} aria-label={t("monitoring.bar.label")}>
      <div className={classes.icon}>
        <Icon size={22} aria-hidden />
      </div>
      <div className={classes.whom}>
        <div className={classes.line}>
          <Text className={classes.name} lineClamp={1}>
            {t("monitoring.bar.of", { name })}
          </Text>
          <Party monitoring={monitoring} />
          <Progress monitoring={monitoring} />
        </div>
        <Text size="sm">{t(`monitoring.modes.${mode}.hears`)}</Text>
      </div>
      <div className={classes.does}>
        <ModeSwitch mode={mode} offered={offered} onChange={changeTo} />
        <Group gap="xs" wrap="nowrap" justify="flex-end" flex={1}>
          <Tooltip label={t("monitoring.bar.show", { name })}>
            <ActionIcon
              component={Link}
              to="/agents"
              search={{ open: monitoring.agentId } as never}
              variant="default"
              size="lg"
              aria-label={t("monitoring.bar.show", { name })}
            >
              <IconEye size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("monitoring.bar.keys")}>
            <Button
              color="red.9"
              leftSection={<IconPlayerStopFilled size={16} aria-hidden />}
              loading={stop.isPending}
              onClick={() => stop.mutate(monitoring.id, { onError: fail })}
            >
              {t("monitoring.bar.stop")}
            </Button>
          </Tooltip>
        </Group>
      </div>
      <ConfirmDialog
        opened={asksToStop}
        onClose={() => setAsksToStop(false)}
        title={t("monitoring.stop.title")}
        confirm={t("monitoring.stop.confirm")}
        onConfirm={() => stop.mutateAsync(monitoring.id)}
        danger
      >
        {t("monitoring.stop.text", { name })}
      </ConfirmDialog>
    </section>
  );
}

/** With whom the agent speaks. */
function Party({ monitoring }: { readonly monitoring: Monitoring }) {
  const agent = useAgent(monitoring.agentId);
  if (agent?.call === undefined || agent.call.id !== monitoring.callId) return null;
  const party = otherParty(agent);
  return (
    <Text span lineClamp={1}>
      {[party?.name, party?.number].filter(Boolean).join(" · ")}
    </Text>
  );
}

/** Whether it rings or runs, and for how long. */
function Progress({ monitoring }: { readonly monitoring: Monitoring }) {
  const { t } = useTranslation();
  const { connectedAt, callId } = monitoring;
  if (connectedAt === null)
    return (
      <Group gap={6}>
        <Loader size={14} aria-hidden />
        <Text size="sm" fw={600}>
          {t("monitoring.bar.dialing")}
        </Text>
      </Group>
    );
  return (
    <Text size="sm" fw={600}>
      {t(callId === null ? "monitoring.bar.waiting" : "monitoring.bar.connected")} <RunningTime since={connectedAt} />
    </Text>
  );
}
