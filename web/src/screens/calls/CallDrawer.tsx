import { Drawer, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CallReport } from "../../api/history.ts";
import { useWho } from "../../parts/history/useWho.ts";
import { CallDetail } from "./CallDetail.tsx";
import { CallQuality } from "./CallQuality.tsx";

interface Props {
  readonly call: CallReport | undefined;
  readonly onClose: () => void;
}

/** All that is known of one call, beside the list. */
export function CallDrawer({ call, onClose }: Props) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <Drawer
      opened={call !== undefined}
      onClose={onClose}
      position="right"
      size={520}
      title={call === undefined ? "" : t("calls.detail.title", { who: who(call) })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {call !== undefined && (
        <Stack gap="lg">
          <CallDetail call={call} />
          <CallQuality quality={call.quality} />
        </Stack>
      )}
    </Drawer>
  );
}
