import { Badge } from "@mantine/core";
import { IconPlugConnectedX, IconWifi } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../api/live.ts";

/** Whether what is shown is live. */
export function ConnectionMark() {
  const { t } = useTranslation();
  const connection = useConnection();
  const open = connection === "open";
  const Icon = connection === "lost" ? IconPlugConnectedX : IconWifi;
  return (
    <Badge
      role="status"
      variant={open ? "light" : "filled"}
      color={connection === "lost" ? "red" : open ? "green" : "gray"}
      leftSection={<Icon size={14} aria-hidden />}
      tt="none"
    >
      {t(`shell.connection.${connection}`)}
    </Badge>
  );
}
