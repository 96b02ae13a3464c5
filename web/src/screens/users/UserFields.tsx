import { Alert, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { FormSection } from "../../parts/FormSection.tsx";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { PasswordField } from "./PasswordField.tsx";
import { rightsIn, sections, type User } from "./rights.ts";
import { ScopeField } from "./ScopeField.tsx";
import type { UserValues } from "./userValues.ts";

interface Props {
  readonly record: RecordForm<UserValues>;
  readonly user: User | null;
}

export function UserFields({ record, user }: Props) {
  const { t } = useTranslation();
  const { field } = record;
  return (
    <>
      <FormSection title={t("users.data")}>
        <TextInput required data-autofocus autoComplete="off" {...field("name", t("users.name"))} />
        <TextInput
          required
          type="email"
          autoComplete="off"
          description={t("users.emailHint")}
          {...field("email", t("users.email"))}
        />
        {user === null && <PasswordField record={record} label={t("users.password")} />}
      </FormSection>
      {user?.role === "administrator" ? (
        <Alert color="petrol" icon={<IconShieldCheck aria-hidden />}>
          {t("users.administratorHolds")}
        </Alert>
      ) : (
        <RightsFields record={record} />
      )}
    </>
  );
}

function RightsFields({ record }: Pick<Props, "record">) {
  const { t } = useTranslation();
  const { monitoring, screens } = record.form.values;
  const monitors = monitoring.passive || monitoring.semiActive || monitoring.active;
  return (
    <FormSection title={t("users.permissions")}>
      {sections.map((section) => (
        <Stack key={section} gap="xs" role="group" aria-label={t(`users.sections.${section}`)}>
          <Text size="sm" fw={600} aria-hidden>
            {t(`users.sections.${section}`)}
          </Text>
          {rightsIn(section).map(({ name }) => (
            <Checkbox
              key={name}
              description={t(`users.rights.${name}.hint`)}
              {...record.field(`${section}.${name}`, t(`users.rights.${name}.name`), "checkbox")}
            />
          ))}
        </Stack>
      ))}
      {monitors && !screens.agentsDashboard && <Alert color="yellow">{t("users.needsScreen")}</Alert>}
      <ScopeField record={record} />
    </FormSection>
  );
}
