import { Box, Loader, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useVoip } from "../../api/voip.ts";
import { PhoneSettings } from "../../parts/phone/PhoneSettings.tsx";
import { Refusal } from "../../parts/Refusal.tsx";
import { Waited } from "./Waited.tsx";

/** What to type into an agent's phone, and whether it has registered. */
export function PhoneStep({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const { data: voip, error } = useVoip(agentId);
  if (voip === undefined) {
    return error === null ? <Loader size="sm" aria-label={t("common.loading")} /> : <Refusal error={error} />;
  }
  const { extension } = voip;
  return (
    <>
      <Waited
        happened={voip.registered ? t("start.phone.registered", { extension }) : null}
        waiting={t("start.phone.waiting")}
      />
      <Box maw={640}>
        <Text size="sm">{t("phone.settings.explain")}</Text>
        <PhoneSettings voip={voip} />
      </Box>
    </>
  );
}
