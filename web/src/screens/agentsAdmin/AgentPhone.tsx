import { Alert, Stack } from "@mantine/core";
import { IconAlertTriangle, IconPhoneCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useVoip } from "../../api/voip.ts";
import { FormSection } from "../../parts/FormSection.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { PhoneSettings } from "../../parts/phone/PhoneSettings.tsx";
import { RenewToken } from "../../parts/phone/RenewToken.tsx";
import { Refusal } from "../../parts/Refusal.tsx";

/** The device on the agent's desk: whether it would ring now, and what is typed into it. */
export function AgentPhone({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const { data: voip, error } = useVoip(agentId);
  if (error !== null) return <Refusal error={error} />;
  if (voip === undefined) {
    return <Loading />;
  }
  const { unreachable } = voip;
  return (
    <Stack>
      <FormSection title={t("agentsAdmin.device")}>
        <Alert
          color={unreachable === null ? "green" : "yellow"}
          icon={unreachable === null ? <IconPhoneCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
          role="status"
        >
          {unreachable === null ? t("agentsAdmin.reachable") : t(`agentsAdmin.unreachable.${unreachable}`)}
        </Alert>
      </FormSection>
      <FormSection title={t("agentsAdmin.deviceSettings")}>
        <PhoneSettings voip={voip} />
        {voip.token !== null && (
          <div>
            <RenewToken agentId={agentId} />
          </div>
        )}
      </FormSection>
    </Stack>
  );
}
