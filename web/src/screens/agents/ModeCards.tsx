import { Radio, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Mode } from "../../api/me.ts";
import { modeIcons } from "../../parts/monitoring/modes.ts";
import classes from "./ModeCards.module.css";

interface Props {
  readonly offered: readonly Mode[];
  readonly value: Mode;
  readonly onChange: (mode: Mode) => void;
}

/** The ways to monitor that one may choose among, each with who hears one. */
export function ModeCards({ offered, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t("monitoring.mode")} value={value} onChange={(mode) => onChange(mode as Mode)}>
      <Stack gap="xs" mt={6}>
        {offered.map((mode) => (
          <ModeCard key={mode} mode={mode} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function ModeCard({ mode }: { readonly mode: Mode }) {
  const { t } = useTranslation();
  const about = useId();
  const Icon = modeIcons[mode];
  const name = t(`monitoring.modes.${mode}.name`);
  return (
    <Radio.Card value={mode} className={classes.card} aria-label={name} aria-describedby={about}>
      <Radio.Indicator />
      <Icon size={22} aria-hidden />
      <span>
        <Text span fw={600} display="block">
          {name}
        </Text>
        <Text span size="sm" c="dimmed" id={about}>
          {t(`monitoring.modes.${mode}.hears`)}
        </Text>
      </span>
    </Radio.Card>
  );
}
