import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCovering } from "../covering.ts";

/** Asks before one leaves, closes or reloads a page with something typed that was not saved. */
export function LeaveGuard({ isDirty }: { readonly isDirty: () => boolean }) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: async () => {
      if (!isDirty()) return false;
      // The key that closes a drawer must not close the question as well.
      await new Promise((resolve) => setTimeout(resolve));
      return true;
    },
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  useCovering(status === "blocked");
  return (
    <Modal
      opened={status === "blocked"}
      onClose={() => reset?.()}
      title={t("common.unsaved.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      zIndex={400}
      centered
    >
      <Text mb="lg">{t("common.unsaved.text")}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => proceed?.()}>
          {t("common.unsaved.leave")}
        </Button>
        <Button data-autofocus onClick={() => reset?.()}>
          {t("common.unsaved.stay")}
        </Button>
      </Group>
    </Modal>
  );
}
