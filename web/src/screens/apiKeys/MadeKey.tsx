import { Button, Code, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import { ShownOnce } from "../../parts/ShownOnce.tsx";

interface Props {
  /** Undefined: none was made. */
  readonly made: Schema<"NewApiKey"> | undefined;
  readonly onClose: () => void;
}

/** A key that was just made: to be copied now, since the server keeps only its hash. */
export function MadeKey({ made, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={made !== undefined}
      onClose={onClose}
      title={t("apiKeys.newTitle")}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      {made !== undefined && (
        <Stack>
          <ShownOnce value={made.key} what={t("apiKeys.made", { name: made.name })} />
          <div>
            <Text size="sm">{t("apiKeys.usage")}</Text>
            <Code block>{"Authorization: Bearer ponto_…"}</Code>
          </div>
          <Button onClick={onClose}>{t("apiKeys.done")}</Button>
        </Stack>
      )}
    </Modal>
  );
}
