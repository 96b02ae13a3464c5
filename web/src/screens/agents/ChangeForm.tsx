import { Button, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Mode } from "../../api/me.ts";
import { type Monitoring, useChangeMode, useStopMonitoring } from "../../api/monitor.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import { ModeCards } from "./ModeCards.tsx";

interface Props {
  readonly monitoring: Monitoring;
  readonly offered: readonly Mode[];
  readonly onDone: () => void;
}

/** The same choices for the monitoring that I have going here, and its end. */
export function ChangeForm({ monitoring, offered, onDone }: Props) {
  const { t } = useTranslation();
  const { id, mode } = monitoring;
  // Keys, of this page and of the phone, change the mode as well: what was not chosen here follows them.
  const [chosen, setChosen] = useState<Mode>();
  const change = useChangeMode();
  const stop = useStopMonitoring();
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen === undefined || chosen === mode) return onDone();
    change.mutate({ id, mode: chosen }, { onSuccess: onDone });
  };
  // As a promise, since this form is gone as soon as the monitoring is; why it was refused is shown below.
  const end = (): void => void stop.mutateAsync(id).then(onDone, () => undefined);
  return (
    <form onSubmit={apply}>
      <Stack gap="md">
        <ModeCards offered={offered} value={chosen ?? mode} onChange={setChosen} />
        <Refusal error={change.error ?? stop.error} />
        <Group grow>
          <Button variant="default" loading={stop.isPending} onClick={end}>
            {t("monitoring.bar.stop")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("monitoring.apply")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
