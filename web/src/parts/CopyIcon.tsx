import { ActionIcon, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "./copyText.ts";

/** How long one is told that it was copied, ms. */
const TOLD_FOR = 2_000;

/** Copies a value. @param what names it: “Ramal” */
export function CopyIcon({ value, what }: { readonly value: string; readonly what: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TOLD_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    copyText(value).then(
      () => setCopied(true),
      () => notifications.show({ color: "red", message: t("form.copyFailed") }),
    );
  };
  const label = copied ? t("common.copied") : t("form.copyValue", { what });
  return (
    <Tooltip label={label} withArrow>
      <ActionIcon
        variant="subtle"
        color={copied ? "green" : "gray"}
        onClick={copy}
        aria-label={label}
        aria-live="polite"
      >
        {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
