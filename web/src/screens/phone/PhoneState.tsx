import { Badge, Group, Stack, Text, ThemeIcon } from "@mantine/core";
import {
  IconBellOff,
  IconCheck,
  IconPhoneCall,
  IconPhoneOff,
  IconPlugConnected,
  IconPlugConnectedX,
  IconWifiOff,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { modesOf, useMe } from "../../api/me.ts";
import type { Voip } from "../../api/voip.ts";
import { Section } from "../../parts/Section.tsx";

type Obstacle = NonNullable<Voip["unreachable"]>;

const icons: Readonly<Record<Obstacle, ComponentType<{ size?: number; "aria-hidden"?: boolean }>>> = {
  monitor_voip_disabled: IconPhoneOff,
  monitor_busy: IconPhoneCall,
  monitor_do_not_disturb: IconBellOff,
  monitor_not_registered: IconWifiOff,
};

/** Whether the phone is there, whether it would ring now, and if not why and what to do. */
export function PhoneState({ voip }: { readonly voip: Voip }) {
  const { t } = useTranslation();
  const monitors = modesOf(useMe()).length > 0;
  const { unreachable, voip: settings } = voip;
  const Icon = unreachable === null ? IconCheck : icons[unreachable];
  const says =
    unreachable !== null
      ? t(`phone.state.${unreachable}`)
      : t(monitors ? "phone.state.readyToMonitor" : "phone.state.ready");
  return (
    <Section title={t("phone.state.title")} aside={<RegistrationMark voip={voip} />}>
      <Stack gap="sm">
        <Group wrap="nowrap" align="flex-start" role="status">
          <ThemeIcon size="xl" radius="xl" variant="light" color={unreachable === null ? "green" : "orange"}>
            <Icon size={24} aria-hidden />
          </ThemeIcon>
          <div>
            <Text fw={600}>{says}</Text>
            <Text size="sm">{t(unreachable === null ? "phone.state.readyHint" : `phone.state.${unreachable}_do`)}</Text>
          </div>
        </Group>
        {monitors && <Text size="sm">{t(`phone.state.autoAnswer.${settings.autoAnswer}`)}</Text>}
      </Stack>
    </Section>
  );
}

function RegistrationMark({ voip: { registered, extension } }: { readonly voip: Voip }) {
  const { t } = useTranslation();
  const Icon = registered ? IconPlugConnected : IconPlugConnectedX;
  return (
    <Badge
      size="lg"
      tt="none"
      variant="light"
      color={registered ? "green" : "gray"}
      c="var(--mantine-color-text)"
      leftSection={<Icon size={16} aria-hidden />}
    >
      {extension} · {t(registered ? "phone.state.registered" : "phone.state.notRegistered")}
    </Badge>
  );
}
