import { Stack, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { useChangeVoip, type Voip } from "../../api/voip.ts";
import { Refusal } from "../../parts/Refusal.tsx";

interface Props {
  readonly agentId: string;
  readonly voip: Voip;
}

/** At once, without a button to save: whoever wants quiet wants it now. */
export function DoNotDisturb({ agentId, voip }: Props) {
  const { t } = useTranslation();
  const change = useChangeVoip(agentId);
  const { doNotDisturb } = voip.voip;
  // What was asked for is shown while it is under way.
  const shown = change.isPending ? change.variables.doNotDisturb === true : doNotDisturb;
  const set = (wanted: boolean): void =>
    change.mutate(
      { doNotDisturb: wanted },
      { onSuccess: () => notifications.show({ message: t(wanted ? "phone.conduct.on" : "phone.conduct.off") }) },
    );
  return (
    <Stack gap="sm">
      <Switch
        size="md"
        label={t("phone.conduct.doNotDisturb")}
        description={t("phone.conduct.doNotDisturbHint")}
        checked={shown}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      <Refusal error={change.error} />
    </Stack>
  );
}
