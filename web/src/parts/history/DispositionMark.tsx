import {
  IconAlertTriangle,
  IconPhoneCheck,
  IconPhoneOff,
  IconPhonePause,
  IconPhoneX,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallReport } from "../../api/history.ts";
import classes from "./marks.module.css";

type Disposition = CallReport["disposition"];

const looks = {
  answered: { icon: IconPhoneCheck, tone: "good" },
  no_answer: { icon: IconPhoneX, tone: "bad" },
  busy: { icon: IconPhonePause, tone: "warn" },
  failed: { icon: IconAlertTriangle, tone: "bad" },
  cancelled: { icon: IconPhoneOff, tone: "plain" },
  interrupted: { icon: IconPlugConnectedX, tone: "warn" },
} as const satisfies Record<Disposition, unknown>;

/** How a call ended: an icon, a colour and a word. */
export function DispositionMark({ disposition }: { readonly disposition: Disposition }) {
  const { t } = useTranslation();
  const { icon: Icon, tone } = looks[disposition];
  return (
    <span className={`${classes.mark} ${classes[tone]}`}>
      <Icon size={16} aria-hidden />
      {t(`history.dispositions.${disposition}`)}
    </span>
  );
}
