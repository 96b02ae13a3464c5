import { Select, Switch, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormSection } from "../../parts/FormSection.tsx";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { OrderedPicker } from "../../parts/OrderedPicker.tsx";
import { type Agent, type AgentValues, codecs } from "./agentValues.ts";

interface Props {
  readonly record: RecordForm<AgentValues>;
  readonly agent: Agent | null;
  /** What a new agent gets where the field is left empty. */
  readonly nextExtension: string;
}

export function AgentFields({ record, agent, nextExtension }: Props) {
  const { t } = useTranslation();
  const { field } = record;
  return (
    <>
      <FormSection title={t("agentsAdmin.data")}>
        <TextInput required data-autofocus {...field("name", t("agentsAdmin.name"))} />
        <TextInput
          required
          type="email"
          description={t("agentsAdmin.emailHint")}
          {...field("email", t("agentsAdmin.email"))}
        />
        <TextInput
          inputMode="numeric"
          placeholder={agent === null ? nextExtension : ""}
          description={
            agent === null
              ? t("agentsAdmin.extensionFree", { extension: nextExtension })
              : t("agentsAdmin.extensionHint")
          }
          {...field("extension", t("agentsAdmin.extension"))}
        />
      </FormSection>
      <PhoneFields record={record} />
      <FormSection title={t("agentsAdmin.forwards")} hint={t("agentsAdmin.forwardsHint")}>
        {(["always", "busy", "noAnswer"] as const).map((when) => (
          <TextInput
            key={when}
            type="tel"
            autoComplete="off"
            {...field(`voip.forwardTo.${when}`, t(`agentsAdmin.${when}`))}
          />
        ))}
      </FormSection>
      <FormSection title={t("agentsAdmin.audio")}>
        <OrderedPicker
          choices={codecs.map((value) => ({ value, label: t(`agentsAdmin.codecNames.${value}`) }))}
          add={t("agentsAdmin.addCodec")}
          {...field("voip.codecs", t("agentsAdmin.codecs"), "choice")}
        />
        <Select
          allowDeselect={false}
          data={(["off", "offered", "required"] as const).map((value) => ({
            value,
            label: t(`agentsAdmin.srtpModes.${value}`),
          }))}
          {...field("voip.srtp", t("agentsAdmin.srtp"), "choice")}
        />
      </FormSection>
    </>
  );
}

function PhoneFields({ record: { field } }: Pick<Props, "record">) {
  const { t } = useTranslation();
  return (
    <FormSection title={t("agentsAdmin.voip")}>
      <Switch
        description={t("agentsAdmin.enabledHint")}
        {...field("voip.enabled", t("agentsAdmin.enabled"), "checkbox")}
      />
      <Switch
        description={t("agentsAdmin.doNotDisturbHint")}
        {...field("voip.doNotDisturb", t("agentsAdmin.doNotDisturb"), "checkbox")}
      />
      <Select
        allowDeselect={false}
        description={t("agentsAdmin.autoAnswerHint")}
        data={(["off", "monitoring", "all"] as const).map((value) => ({
          value,
          label: t(`agentsAdmin.autoAnswers.${value}`),
        }))}
        {...field("voip.autoAnswer", t("agentsAdmin.autoAnswer"), "choice")}
      />
    </FormSection>
  );
}
