import { ActionIcon, Group, Text, Title } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ConnectionMark } from "../../shell/ConnectionMark.tsx";
import { StatusTotals } from "./StatusTotals.tsx";
import type { FiltersInAddress } from "./useFilters.ts";
import classes from "./Wallboard.module.css";
import { WallTile } from "./WallTile.tsx";

/** As Wallboard.module.css lays the tiles out, px. */
const TILE = { width: 300, height: 116, gap: 12 } as const;

interface Props {
  readonly address: FiltersInAddress;
  readonly ids: readonly string[];
  readonly onOpen: (id: string) => void;
}

/** For a big screen that is read from afar: nothing but agents, in large type. */
export function Wallboard({ address, ids, onOpen }: Props) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize<HTMLUListElement>();
  const columns = Math.max(1, Math.floor((width + TILE.gap) / (TILE.width + TILE.gap)));
  const virtual = useWindowVirtualizer({
    count: Math.ceil(ids.length / columns),
    estimateSize: () => TILE.height + TILE.gap,
    overscan: 3,
  });
  useFullScreen();
  return (
    <div className={classes.wall}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Title order={1} size="h2">
          {t("shell.screens.agents")}
        </Title>
        <Group gap="sm" wrap="nowrap">
          <ConnectionMark />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("agents.wall.leave")}
            title={t("agents.wall.leave")}
            onClick={() => address.change({ view: undefined })}
          >
            <IconX size={20} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      <StatusTotals {...address} />
      {ids.length === 0 && <Text size="xl">{t("agents.noMatch.title")}</Text>}
      <ul ref={ref} aria-label={t("agents.table")} className={classes.tiles} style={{ height: virtual.getTotalSize() }}>
        {virtual
          .getVirtualItems()
          .flatMap(({ index: line, start }) =>
            ids
              .slice(line * columns, (line + 1) * columns)
              .map((id, column) => (
                <WallTile
                  key={id}
                  id={id}
                  left={`calc(${column} * (100% + ${TILE.gap}px) / ${columns})`}
                  width={`calc((100% + ${TILE.gap}px) / ${columns} - ${TILE.gap}px)`}
                  top={start}
                  onOpen={onOpen}
                />
              )),
          )}
      </ul>
    </div>
  );
}

/** The whole screen while it is there, where the browser lets the page have it. */
function useFullScreen(): void {
  useEffect(() => {
    document.documentElement.requestFullscreen?.().catch(() => undefined);
    return () => {
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, []);
}
