import { Badge } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconClockHour4, IconEyeOff, IconProgress } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Trunk } from "../../api/trunks.ts";
import { meaningOfError, type Standing, standingOf } from "./trunkState.ts";

const looks: Readonly<Record<Standing, { color: string; Icon: typeof IconCircleCheck }>> = {
  registered: { color: "green", Icon: IconCircleCheck },
  reachable: { color: "green", Icon: IconCircleCheck },
  registering: { color: "gray", Icon: IconProgress },
  down: { color: "red", Icon: IconCircleX },
  waiting: { color: "yellow", Icon: IconClockHour4 },
  checking: { color: "gray", Icon: IconProgress },
  unwatched: { color: "gray", Icon: IconEyeOff },
};

/** Whether calls can go over a trunk now. */
export function TrunkMark({ trunk }: { readonly trunk: Trunk }) {
  const { t } = useTranslation();
  const standing = standingOf(trunk);
  const { color, Icon } = looks[standing];
  return (
    <Badge
      size="lg"
      tt="none"
      variant="light"
      color={color}
      c="var(--mantine-color-text)"
      leftSection={<Icon size={16} aria-hidden />}
    >
      {t(`trunks.state.${standing}`)}
    </Badge>
  );
}

/** Says in plain words what keeps a trunk from service; undefined where nothing does. */
export function useTrunkTrouble(): (trunk: Trunk) => string | undefined {
  const { t } = useTranslation();
  return (trunk) => {
    const { lastError } = trunk.state;
    if (lastError === null) return standingOf(trunk) === "waiting" ? t("trunks.state.waitingDo") : undefined;
    const meaning = meaningOfError(lastError);
    return meaning === undefined ? lastError : t(`trunks.errors.${meaning.text}`, { code: meaning.code });
  };
}
