import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCovering } from "./covering.ts";
import { Refusal } from "./Refusal.tsx";

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says that does it. */
  readonly confirm: string;
  readonly onConfirm: () => Promise<unknown>;
  /** What cannot be undone is red. */
  readonly danger?: boolean;
  /** To be typed before it can be done. */
  readonly word?: string;
}

/** Asks before something is done, does it, and says why where it is refused. */
export function ConfirmDialog({ opened, onClose, title, children, confirm, onConfirm, danger = false, word }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const { mutate, reset, isPending, error } = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  useCovering(opened);
  useEffect(() => {
    if (!opened) return;
    setTyped("");
    reset();
  }, [opened, reset]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("common.close") }}
      zIndex={300}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          mutate();
        }}
      >
        <Stack>
          <Text component="div">{children}</Text>
          {word !== undefined && (
            <TextInput
              data-autofocus
              label={t("form.typeToConfirm", { word })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
          <Refusal error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} {...(word === undefined ? { "data-autofocus": true } : {})}>
              {t("common.cancel")}
            </Button>
            <Button
              type="submit"
              {...(danger ? { color: "red.9" } : {})}
              loading={isPending}
              disabled={word !== undefined && typed.trim() !== word}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
