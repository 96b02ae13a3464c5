import { Fieldset, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChangeVoip, type Voip, type VoipChange, voipQuery } from "../../api/voip.ts";
import { RecordFields } from "../../parts/form/RecordFields.tsx";
import { useRecordForm } from "../../parts/form/useRecordForm.ts";

interface Props {
  readonly agentId: string;
  readonly voip: Voip;
}

const occasions = ["always", "busy", "noAnswer"] as const;
type Occasion = (typeof occasions)[number];
interface Values {
  readonly forwardTo: Readonly<Record<Occasion, string>>;
}

const each = <T,>(give: (occasion: Occasion) => T): Record<Occasion, T> => ({
  always: give("always"),
  busy: give("busy"),
  noAnswer: give("noAnswer"),
});

/** Where calls go instead. A form that begins anew with what was saved. */
export function Forwards(props: Props) {
  const [saved, setSaved] = useState(0);
  return <ForwardFields key={saved} {...props} onSaved={() => setSaved((times) => times + 1)} />;
}

function ForwardFields({ agentId, voip, onSaved }: Props & { readonly onSaved: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const change = useChangeVoip(agentId);
  const record = useRecordForm<Voip, Values>({
    before: { thing: voip, etag: null },
    operation: { method: "patch", path: "/v1/agents/{id}/voip" },
    valuesOf: (thing) => ({ forwardTo: each((occasion) => thing?.voip.forwardTo[occasion] ?? "") }),
    bodyOf: ({ forwardTo }) => ({ forwardTo: each((occasion) => forwardTo[occasion].trim() || null) }),
    save: (body) => change.mutateAsync(body as VoipChange),
    reload: async () => ({ thing: await queries.fetchQuery(voipQuery(agentId)), etag: null }),
    onSaved: () => {
      notifications.show({ color: "green", message: t("common.saved") });
      onSaved();
    },
  });
  return (
    <RecordFields record={record} submit={t("phone.conduct.save")}>
      <Fieldset variant="unstyled" legend={<Text fw={600}>{t("phone.conduct.forwards")}</Text>}>
        <Stack gap="sm">
          <Text size="sm">{t("phone.conduct.forwardsHint")}</Text>
          {occasions.map((occasion) => (
            <TextInput
              key={occasion}
              inputMode="tel"
              autoComplete="off"
              {...record.field(`forwardTo.${occasion}`, t(`phone.conduct.${occasion}`))}
            />
          ))}
        </Stack>
      </Fieldset>
    </RecordFields>
  );
}
