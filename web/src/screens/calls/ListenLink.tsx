import { Button, type ButtonProps } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

interface Props extends ButtonProps {
  readonly recordingId: string;
  /** With whom the call was. */
  readonly who: string;
}

/** Leads to the recording, in its player. */
export function ListenLink({ recordingId, who, ...button }: Props) {
  const { t } = useTranslation();
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      {...button}
      renderRoot={(props) => (
        <Link {...props} to="/recordings" search={{ period: "all", open: recordingId } as never} />
      )}
      aria-label={t("calls.listenTo", { who })}
    >
      {t("calls.listen")}
    </Button>
  );
}
