import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconRefreshAlert } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useRenewToken } from "../../api/voip.ts";
import { ConfirmDialog } from "../ConfirmDialog.tsx";

/** Gives an agent's phone another password, after a warning. */
export function RenewToken({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const [asked, { open, close }] = useDisclosure();
  const renew = useRenewToken(agentId);
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconRefreshAlert size={16} aria-hidden />} onClick={open}>
        {t("phone.token.renew")}
      </Button>
      <ConfirmDialog
        opened={asked}
        onClose={close}
        title={t("phone.token.renewTitle")}
        confirm={t("phone.token.renew")}
        danger
        onConfirm={async () => {
          await renew.mutateAsync();
          notifications.show({ color: "green", message: t("phone.token.renewed") });
        }}
      >
        {t("phone.token.renewText")}
      </ConfirmDialog>
    </>
  );
}
