import { VisuallyHidden } from "@mantine/core";
import { IconAntennaBars2, IconAntennaBars3, IconAntennaBars5 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./QualityMark.module.css";

/** Opinions from which on a call sounds good, and fair (ITU-T G.107, annex B: satisfied; many dissatisfied below). */
const GOOD = 4;
const FAIR = 3.6;

const icons = { good: IconAntennaBars5, fair: IconAntennaBars3, bad: IconAntennaBars2 } as const;

interface Props {
  readonly mos: number | null;
  /** Leaves the word to who does not see the icon. */
  readonly isBrief?: boolean;
}

/** How a call sounds, in a word; nothing where nobody has measured it. */
export function QualityMark({ mos, isBrief = false }: Props) {
  const { t, i18n } = useTranslation();
  if (mos === null) return null;
  const grade = mos >= GOOD ? "good" : mos >= FAIR ? "fair" : "bad";
  const Icon = icons[grade];
  const word = t(`agents.quality.${grade}`);
  const figure = mos.toLocaleString(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <span className={`${classes.quality} ${classes[grade]}`} title={t("agents.mos", { mos: figure })}>
      <Icon size={18} aria-hidden />
      {isBrief ? <VisuallyHidden>{word}</VisuallyHidden> : word} {figure}
    </span>
  );
}
