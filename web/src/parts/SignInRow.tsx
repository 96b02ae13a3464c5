import { Badge, Button, Group, Text } from "@mantine/core";
import { IconDeviceDesktop, IconTerminal2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../client/ponto.ts";
import { deviceOf } from "./device.ts";
import { useFormats } from "./useFormats.ts";

interface Props {
  readonly signIn: Schema<"SignIn">;
  /** Left out where one cannot end it by itself. */
  readonly onEnd?: () => void;
}

/** A browser or program that signed in: what, from where, since when. */
export function SignInRow({ signIn, onEnd }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const device = deviceOf(signIn.userAgent ?? "");
  const name = device === undefined ? t("account.signIns.unknownDevice") : t("account.signIns.device", device);
  const Icon = device === undefined ? IconTerminal2 : IconDeviceDesktop;
  const when = (time: string) => ({ when: moment(time) });
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <Group wrap="nowrap" align="flex-start" gap="sm" miw={0}>
        <Icon size={20} aria-hidden style={{ flexShrink: 0 }} />
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} title={signIn.userAgent ?? ""}>
            {name}
          </Text>
          <Text size="sm">
            {[
              ...(signIn.ip === null ? [] : [t("account.signIns.address", { ip: signIn.ip })]),
              t("account.signIns.startedAt", when(signIn.startedAt)),
              t("account.signIns.lastUsedAt", when(signIn.lastUsedAt)),
            ].join(" · ")}
          </Text>
        </div>
      </Group>
      {signIn.current ? (
        <Badge variant="light" tt="none" style={{ flexShrink: 0 }}>
          {t("account.signIns.here")}
        </Badge>
      ) : (
        onEnd !== undefined && (
          <Button
            variant="default"
            size="xs"
            onClick={onEnd}
            aria-label={t("account.signIns.endOne", { device: name })}
            style={{ flexShrink: 0 }}
          >
            {t("account.signIns.end")}
          </Button>
        )
      )}
    </Group>
  );
}
