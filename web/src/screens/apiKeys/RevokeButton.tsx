import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { apiKeys } from "../../api/collections.ts";
import { ConfirmDialog } from "../../parts/ConfirmDialog.tsx";
import type { ApiKey } from "./keyValues.ts";

export function RevokeButton({ apiKey: { id, name } }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation();
  const [asking, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={t("apiKeys.revokeOne", { name })}>
        {t("apiKeys.revoke")}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={close}
        title={t("apiKeys.revokeTitle", { name })}
        confirm={t("apiKeys.revoke")}
        onConfirm={async () => {
          await apiKeys.remove(id, null);
          notifications.show({ color: "green", message: t("apiKeys.revoked") });
        }}
        danger
      >
        {t("apiKeys.revokeText")}
      </ConfirmDialog>
    </>
  );
}
