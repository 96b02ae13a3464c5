import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconShieldShare } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../api/me.ts";
import { ponto } from "../../api/ponto.ts";
import { queries } from "../../api/queries.ts";
import { ConfirmDialog } from "../../parts/ConfirmDialog.tsx";
import type { User } from "./rights.ts";

interface Props {
  readonly user: User;
  /** Before what is shown changes, since whoever hands over may not open it any more. */
  readonly onDone: () => void;
}

/** Makes somebody else the administrator; one explains, asks, and has the name typed. */
export function HandOver({ user: { id, name, role }, onDone }: Props) {
  const { t } = useTranslation();
  const [asking, { open, close }] = useDisclosure();
  if (role === "administrator") return <Text size="sm">{t("users.isAdministrator", { name })}</Text>;
  const handOver = async (): Promise<void> => {
    await ponto.http.POST("/v1/users/{id}/administrator", { params: { path: { id } }, body: {} });
    notifications.show({ color: "green", message: t("users.handedOver", { name }) });
    onDone();
    await queries.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <Stack align="flex-start">
      <Text size="sm">{t("users.handOverExplain", { name })}</Text>
      <Button variant="default" leftSection={<IconShieldShare size={16} aria-hidden />} onClick={open}>
        {t("users.handOver")}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={close}
        title={t("users.handOverTitle", { name })}
        confirm={t("users.handOverConfirm")}
        onConfirm={handOver}
        word={name}
        danger
      >
        {t("users.handOverText")}
      </ConfirmDialog>
    </Stack>
  );
}
