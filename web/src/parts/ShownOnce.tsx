import { Alert, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Secret } from "./Secret.tsx";

/** A secret that the server has just made and does not know again. */
export function ShownOnce({ value, what }: { readonly value: string; readonly what: string }) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" icon={<IconKey aria-hidden />} title={what}>
      <Stack gap="xs">
        <Text size="sm">{t("form.secretHint")}</Text>
        <Secret value={value} what={what} open />
      </Stack>
    </Alert>
  );
}
