import { Loader, SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me.ts";
import { useVoip } from "../../api/voip.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { PhoneSettings } from "../../parts/phone/PhoneSettings.tsx";
import { RenewToken } from "../../parts/phone/RenewToken.tsx";
import { Refusal } from "../../parts/Refusal.tsx";
import { Section } from "../../parts/Section.tsx";
import { DoNotDisturb } from "./DoNotDisturb.tsx";
import { Forwards } from "./Forwards.tsx";
import { PhoneState } from "./PhoneState.tsx";

/** One's own phone: whether it would ring, what to type into it, and what becomes of calls to it. */
export function MyPhone() {
  const { t } = useTranslation();
  const { agent } = useMe();
  return (
    <>
      <PageHead title={t("shell.screens.phone")} />
      {agent !== null && <OwnPhone agentId={agent.id} />}
    </>
  );
}

function OwnPhone({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const { data: voip, error } = useVoip(agentId);
  if (voip === undefined)
    return error === null ? <Loader aria-label={t("common.loading")} /> : <Refusal error={error} />;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: "start" }}>
      <Stack>
        <PhoneState voip={voip} />
        <Section title={t("phone.conduct.title")}>
          <Stack gap="lg">
            <DoNotDisturb agentId={agentId} voip={voip} />
            <Forwards agentId={agentId} voip={voip} />
          </Stack>
        </Section>
      </Stack>
      <Section
        title={t("phone.settings.title")}
        explain={t("phone.settings.explain")}
        aside={voip.token !== null && <RenewToken agentId={agentId} />}
      >
        <PhoneSettings voip={voip} />
      </Section>
    </SimpleGrid>
  );
}
