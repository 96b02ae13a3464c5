import { Box, Button } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FilterRow.module.css";

interface Props {
  /** Takes all of them away; undefined where none is set. */
  readonly onClear: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The filters of a screen side by side, as many as there is room for. */
export function FilterRow({ onClear, children }: Props) {
  const { t } = useTranslation();
  return (
    <Box role="search" aria-label={t("history.filters")} className={classes.row}>
      {children}
      {onClear !== undefined && (
        <Button variant="subtle" size="xs" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={onClear}>
          {t("history.clear")}
        </Button>
      )}
    </Box>
  );
}
