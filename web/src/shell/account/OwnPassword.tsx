import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me.ts";
import { ponto } from "../../api/ponto.ts";
import { useFaultText } from "../../parts/form/faultText.ts";
import { fieldFaults } from "../../parts/problemText.ts";
import { Refusal } from "../../parts/Refusal.tsx";

export interface OwnProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const empty = { current: "", password: "", again: "" };
type Typed = typeof empty;

/** Changes one's own password, which takes the present one. */
export function OwnPassword({ opened, onClose }: OwnProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("account.password.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <PasswordForm onDone={onClose} />
    </Modal>
  );
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const sayFault = useFaultText();
  const { email } = useMe();
  const form = useForm({
    initialValues: empty,
    validate: { again: (again, { password }) => (again === password ? null : t("account.password.different")) },
  });
  const change = useMutation({
    mutationFn: ({ current, password }: Typed) => ponto.http.PUT("/v1/me/password", { body: { current, password } }),
    onSuccess: () => {
      notifications.show({ color: "green", message: t("account.password.done") });
      onDone();
    },
    onError: (error) => {
      const faults = Object.entries(fieldFaults(error)).map(([path, message]) => [path, sayFault(message)]);
      form.setErrors(Object.fromEntries(faults));
    },
  });
  const shown = { visibilityToggleButtonProps: { "aria-label": t("common.show") } };
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <Stack>
        {/* So that what remembers passwords knows whose this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t("account.password.current")}
          autoComplete="current-password"
          required
          data-autofocus
          {...shown}
          {...form.getInputProps("current")}
        />
        <PasswordInput
          label={t("account.password.next")}
          description={t("account.password.rule")}
          autoComplete="new-password"
          required
          {...shown}
          {...form.getInputProps("password")}
        />
        <PasswordInput
          label={t("account.password.again")}
          autoComplete="new-password"
          required
          {...shown}
          {...form.getInputProps("again")}
        />
        <Text size="sm">{t("account.password.signsOut")}</Text>
        <Refusal error={change.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("account.password.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
