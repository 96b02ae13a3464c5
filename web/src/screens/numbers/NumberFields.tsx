import { Alert, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { destinationOf, type NumberValues, wordOf } from "./numberValues.ts";

interface Props {
  readonly record: RecordForm<NumberValues>;
  readonly agents: readonly Schema<"Agent">[];
  readonly groups: readonly Schema<"Group">[];
  readonly trunks: readonly Schema<"Trunk">[];
}

export function NumberFields({ record: { form, field }, agents, groups, trunks }: Props) {
  const { t } = useTranslation();
  const { destination } = form.values;
  const {
    value: _destination,
    onChange: _set,
    ...destinationField
  } = field("destination", t("numbers.destination"), "choice");
  const choices = [
    {
      group: t("shell.screens.groups"),
      items: groups.map(({ id, name }) => ({ value: wordOf({ type: "group", id }), label: name })),
    },
    {
      group: t("shell.screens.agents"),
      items: agents.map(({ id, name, extension }) => ({
        value: wordOf({ type: "agent", id }),
        label: `${name} · ${extension}`,
      })),
    },
  ];
  return (
    <>
      <TextInput
        required
        data-autofocus
        inputMode="tel"
        autoComplete="off"
        description={t("numbers.numberHint")}
        {...field("number", t("numbers.number"))}
      />
      {agents.length + groups.length === 0 && <Alert color="yellow">{t("numbers.nobody")}</Alert>}
      <Select
        required
        searchable
        limit={100}
        allowDeselect={false}
        nothingFoundMessage={t("common.nothingFound")}
        description={t("numbers.destinationHint")}
        data={choices}
        {...destinationField}
        value={destination === null ? null : wordOf(destination)}
        onChange={(word) => form.setFieldValue("destination", word === null ? null : destinationOf(word))}
      />
      <Select
        clearable
        placeholder={t("numbers.anyTrunk")}
        description={t("numbers.trunkHint")}
        data={trunks.map(({ id, name }) => ({ value: id, label: name }))}
        {...field("trunkId", t("numbers.trunk"), "choice")}
      />
    </>
  );
}
