import { Input, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAll, users } from "../../api/collections.ts";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { type KeyValues, lifetimes, type Scope } from "./keyValues.ts";
import { ScopeMatrix } from "./ScopeMatrix.tsx";

export function KeyFields({ record }: { readonly record: RecordForm<KeyValues> }) {
  const { t } = useTranslation();
  const { form, field } = record;
  const { data: everybody = [] } = useAll(users);
  return (
    <>
      <TextInput required data-autofocus description={t("apiKeys.nameHint")} {...field("name", t("apiKeys.name"))} />
      <Select
        required
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("common.nothingFound")}
        description={t("apiKeys.userHint")}
        data={everybody.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }))}
        {...field("userId", t("apiKeys.user"), "choice")}
      />
      <Select
        allowDeselect={false}
        description={t("apiKeys.expiresHint")}
        data={lifetimes.map((value) => ({ value, label: t(`apiKeys.lifetimes.${value}`) }))}
        {...field("lifetime", t("apiKeys.expires"), "choice")}
      />
      {form.values.lifetime === "date" && <TextInput type="date" required {...field("expiresAt", t("apiKeys.date"))} />}
      <ReachField record={record} />
    </>
  );
}

function ReachField({ record: { form, field } }: { readonly record: RecordForm<KeyValues> }) {
  const { t } = useTranslation();
  const { scopes } = form.values;
  // Whoever looks at the other choice finds the areas again.
  const [chosen, setChosen] = useState<readonly Scope[]>(scopes ?? []);
  const { label, error } = field("scopes", t("apiKeys.reach"), "choice");
  const set = (next: readonly Scope[] | null): void => form.setFieldValue("scopes", next as never);
  return (
    <Radio.Group
      label={label}
      value={scopes === null ? "all" : "some"}
      onChange={(reach) => set(reach === "all" ? null : chosen)}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="all" label={t("apiKeys.reachAll")} />
        <Radio value="some" label={t("apiKeys.reachSome")} />
        {scopes !== null && (
          <ScopeMatrix
            scopes={scopes}
            onChange={(next) => {
              setChosen(next);
              set(next);
            }}
          />
        )}
        {(error !== undefined || scopes?.length === 0) && (
          <Input.Error>{scopes?.length === 0 ? t("apiKeys.nothingChosen") : error}</Input.Error>
        )}
      </Stack>
    </Radio.Group>
  );
}
