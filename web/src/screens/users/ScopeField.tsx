import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { groups, useAll } from "../../api/collections.ts";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { OrderedPicker } from "../../parts/OrderedPicker.tsx";
import type { UserValues } from "./userValues.ts";

/** Whose calls a user may monitor: everybody's, or those of some groups. */
export function ScopeField({ record: { form, field } }: { readonly record: RecordForm<UserValues> }) {
  const { t } = useTranslation();
  const { data: everyGroup } = useAll(groups);
  const { groupIds } = form.values.monitoring;
  // Whoever looks at the other choice finds the groups again.
  const [chosen, setChosen] = useState<readonly string[]>(groupIds ?? []);
  const set = (ids: readonly string[] | null): void => form.setFieldValue("monitoring.groupIds", ids as never);
  const picker = field("monitoring.groupIds", t("users.scopeChosen"), "choice");
  return (
    <Radio.Group
      label={t("users.scope")}
      value={groupIds === null ? "all" : "groups"}
      onChange={(scope) => set(scope === "all" ? null : chosen)}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="all" label={t("users.scopeAll")} />
        <Radio value="groups" label={t("users.scopeGroups")} />
        {groupIds !== null && (
          <OrderedPicker
            label={picker.label}
            error={picker.error}
            ordered={false}
            choices={(everyGroup ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={groupIds}
            onChange={(ids) => {
              setChosen(ids);
              set(ids);
            }}
            add={t("users.addGroup")}
          />
        )}
        {groupIds?.length === 0 && (
          <Text size="sm">{t(everyGroup?.length === 0 ? "users.noGroupsYet" : "users.noGroupsChosen")}</Text>
        )}
      </Stack>
    </Radio.Group>
  );
}
