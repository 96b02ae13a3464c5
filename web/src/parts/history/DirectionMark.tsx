import { IconArrowsLeftRight, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallReport } from "../../api/history.ts";
import classes from "./marks.module.css";

type Direction = CallReport["direction"];

const looks = {
  inbound: { icon: IconPhoneIncoming, tone: "known" },
  outbound: { icon: IconPhoneOutgoing, tone: "good" },
  internal: { icon: IconArrowsLeftRight, tone: "plain" },
} as const satisfies Record<Direction, unknown>;

/** From where to where a call went. @param short without the word, which screen readers hear all the same */
export function DirectionMark({
  direction,
  short = false,
}: {
  readonly direction: Direction;
  readonly short?: boolean;
}) {
  const { t } = useTranslation();
  const { icon: Icon, tone } = looks[direction];
  const name = t(`history.directions.${direction}`);
  const named = short ? { role: "img", "aria-label": name, title: name } : {};
  return (
    <span className={`${classes.mark} ${classes[tone]}`} {...named}>
      <Icon size={16} aria-hidden />
      {!short && name}
    </span>
  );
}
