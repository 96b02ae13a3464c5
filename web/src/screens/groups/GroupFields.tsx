import { NumberInput, Radio, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { OrderedPicker } from "../../parts/OrderedPicker.tsx";
import type { GroupValues } from "./groupValues.ts";

interface Props {
  readonly record: RecordForm<GroupValues>;
  readonly agents: readonly Schema<"Agent">[];
}

const strategies = ["all", "sequential", "longest_idle"] as const;

export function GroupFields({ record: { form, field }, agents }: Props) {
  const { t } = useTranslation();
  const ordered = form.values.strategy === "sequential";
  return (
    <>
      <TextInput required data-autofocus maxLength={200} {...field("name", t("groups.name"))} />
      <TextInput
        inputMode="numeric"
        description={t("groups.extensionHint")}
        {...field("extension", t("groups.extension"))}
      />
      <Radio.Group {...field("strategy", t("groups.strategy"), "choice")}>
        <Stack gap="xs" mt="xs">
          {strategies.map((strategy) => (
            <Radio
              key={strategy}
              value={strategy}
              label={t(`groups.strategies.${strategy}.name`)}
              description={t(`groups.strategies.${strategy}.hint`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <NumberInput
        required
        min={5}
        max={180}
        clampBehavior="none"
        allowDecimal={false}
        description={t("groups.ringSecondsHint")}
        {...field("ringSeconds", t("groups.ringSeconds"))}
      />
      <OrderedPicker
        choices={agents.map(({ id, name, extension }) => ({ value: id, label: `${name} · ${extension}` }))}
        add={t("groups.addMember")}
        ordered={ordered}
        {...(ordered ? {} : { description: t("groups.membersHint") })}
        {...field("agentIds", t("groups.members"), "choice")}
      />
    </>
  );
}
