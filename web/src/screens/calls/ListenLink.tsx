import { Button, type ButtonProps } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CallReport } from "../../api/history.ts";
import { useWho } from "../../parts/history/useWho.ts";
import { dayOf } from "../../parts/period/days.ts";
import { useFormats } from "../../parts/useFormats.ts";

interface Props extends ButtonProps {
  readonly call: CallReport;
  readonly recordingId: string;
}

/** Leads to the recording in its player, among those of the same customer on that day. */
export function ListenLink({ call, recordingId, ...button }: Props) {
  const { t } = useTranslation();
  const { timeZone } = useFormats();
  const day = dayOf(Date.parse(call.startedAt), timeZone);
  const search = { period: "days", from: day, to: day, number: call.customerNumber, open: recordingId };
  const who = useWho()(call);
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      {...button}
      renderRoot={(props) => <Link {...props} to="/recordings" search={search as never} />}
      aria-label={t("calls.listenTo", { who })}
    >
      {t("calls.listen")}
    </Button>
  );
}
