import { Button, Group, PasswordInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconWand } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyIcon } from "../../parts/CopyIcon.tsx";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { newPassword } from "./newPassword.ts";

interface Props<Values extends { readonly password: string }> {
  readonly record: RecordForm<Values>;
  readonly label: string;
}

/** A password for somebody else: typed, or made by chance, and copied to be handed on. */
export function PasswordField<Values extends { readonly password: string }>({ record, label }: Props<Values>) {
  const { t } = useTranslation();
  const [visible, { toggle, open }] = useDisclosure();
  const { password } = record.form.values;
  const generate = (): void => {
    record.form.setFieldValue("password", newPassword() as never);
    open();
  };
  return (
    <div>
      <PasswordInput
        required
        autoComplete="new-password"
        description={t("users.passwordHint")}
        visible={visible}
        onVisibilityChange={toggle}
        visibilityToggleButtonProps={{ "aria-label": t(visible ? "common.hide" : "common.show"), tabIndex: 0 }}
        {...record.field("password", label)}
      />
      <Group gap="xs" mt="xs">
        <Button variant="default" size="xs" leftSection={<IconWand size={16} aria-hidden />} onClick={generate}>
          {t("users.generate")}
        </Button>
        {password !== "" && <CopyIcon value={password} what={label} />}
      </Group>
    </div>
  );
}
