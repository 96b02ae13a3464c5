import { Kbd, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Mode } from "../../api/me.ts";
import { modeIcons, modes } from "../../parts/monitoring/modes.ts";
import classes from "./RunningMonitoring.module.css";

interface Props {
  readonly mode: Mode;
  /** Those that are permitted. */
  readonly offered: readonly Mode[];
  readonly onChange: (mode: Mode) => void;
}

/** The same three choices as at the start, for a monitoring that runs. */
export function ModeSwitch({ mode, offered, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      className={classes.modes}
      aria-label={t("monitoring.mode")}
      value={mode}
      onChange={(chosen) => onChange(chosen as Mode)}
      data={modes
        .filter((one) => one === mode || offered.includes(one))
        .map((one) => ({ value: one, label: <ModeLabel mode={one} /> }))}
    />
  );
}

function ModeLabel({ mode }: { readonly mode: Mode }) {
  const { t } = useTranslation();
  const Icon = modeIcons[mode];
  return (
    <span className={classes.modeLabel}>
      <Icon size={16} aria-hidden />
      {t(`monitoring.modes.${mode}.name`)}
      <Kbd size="xs" aria-hidden className={classes.key}>
        {modes.indexOf(mode) + 1}
      </Kbd>
    </span>
  );
}
