import { useTranslation } from "react-i18next";
import classes from "./statuses.module.css";
import { type Status, statusIcons } from "./statuses.ts";

/** What an agent is doing: an icon, a colour and a word. */
export function StatusMark({ status, size = 18 }: { readonly status: Status; readonly size?: number }) {
  const { t } = useTranslation();
  const Icon = statusIcons[status];
  return (
    <span className={`${classes.status} ${classes[status]}`}>
      <Icon size={size} aria-hidden />
      {t(`agents.status.${status}`)}
    </span>
  );
}
