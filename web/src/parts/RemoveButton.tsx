import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "./ConfirmDialog.tsx";

interface Props {
  readonly name: string;
  readonly remove: () => Promise<void>;
  readonly onRemoved: () => void;
}

/** Deletes something by its name, once one has confirmed. */
export function RemoveButton({ name, remove, onRemoved }: Props) {
  const { t } = useTranslation();
  const [asking, { open, close }] = useDisclosure();
  const removeIt = async (): Promise<void> => {
    await remove();
    notifications.show({ message: t("common.removed"), color: "green" });
    onRemoved();
  };
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {t("common.remove")}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={close}
        title={t("form.removeTitle", { name })}
        confirm={t("common.remove")}
        onConfirm={removeIt}
        danger
      >
        {t("form.removeText")}
      </ConfirmDialog>
    </>
  );
}
