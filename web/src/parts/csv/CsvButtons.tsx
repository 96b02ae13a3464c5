import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { download } from "../../api/download.ts";
import type { ImportKind } from "../../api/imports.ts";
import { useProblemText } from "../problemText.ts";
import { ImportDialog } from "./ImportDialog.tsx";

/** All of a list into a file, and many at once out of one. */
export function CsvButtons({ kind }: { readonly kind: ImportKind }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const [importing, { open, close }] = useDisclosure();
  const exporting = useMutation({
    mutationFn: () => download(`/v1/${kind}`, "text/csv", `${t(`csv.files.${kind}`)}.csv`),
    onError: (error) => notifications.show({ color: "red", message: say(error) }),
  });
  return (
    <Group gap="xs">
      <Button variant="default" size="sm" leftSection={<IconUpload size={16} aria-hidden />} onClick={open}>
        {t("csv.import")}
      </Button>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={exporting.isPending}
        onClick={() => exporting.mutate()}
      >
        {t("csv.export")}
      </Button>
      <ImportDialog kind={kind} opened={importing} onClose={close} />
    </Group>
  );
}
