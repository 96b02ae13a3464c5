import { Code, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Voip } from "../../api/voip.ts";
import { CopyIcon } from "../CopyIcon.tsx";
import { Secret } from "../Secret.tsx";
import classes from "./PhoneSettings.module.css";

/** All that is typed into a phone, each to be copied; the password is hidden until it is asked for. */
export function PhoneSettings({ voip }: { readonly voip: Voip }) {
  const { t } = useTranslation();
  const password = t("phone.settings.password");
  return (
    <dl className={classes.list}>
      <Setting name={t("phone.settings.server")} value={voip.server} />
      <Setting name={t("phone.settings.port")} value={String(voip.port)} />
      <Setting name={t("phone.settings.user")} value={voip.user} />
      <Row name={password}>
        {voip.token === null ? (
          <Text size="sm">{t("phone.token.none")}</Text>
        ) : (
          <Secret value={voip.token} what={password} />
        )}
      </Row>
      <Setting name={t("phone.settings.domain")} value={voip.realm} />
      <Told name={t("phone.settings.transport")} value={voip.transports.join(", ").toUpperCase()} />
      <Setting name={t("phone.settings.displayName")} value={voip.displayName} />
      <Setting name={t("phone.settings.sipUri")} value={voip.sipUri} />
      <Told name={t("phone.settings.codecs")} value={voip.voip.codecs.join(", ")} />
      <Told name={t("phone.settings.srtp")} value={t(`phone.settings.srtpModes.${voip.srtp}`)} />
    </dl>
  );
}

interface SettingProps {
  readonly name: string;
  readonly value: string;
}

/** What is typed as it stands. */
function Setting({ name, value }: SettingProps) {
  return (
    <Row name={name}>
      <Group gap="xs" wrap="nowrap">
        <Code fz="sm" className={classes.value}>
          {value}
        </Code>
        <CopyIcon value={value} what={name} />
      </Group>
    </Row>
  );
}

/** What is chosen from a phone's own lists. */
function Told({ name, value }: SettingProps) {
  return (
    <Row name={name}>
      <Text size="sm">{value}</Text>
    </Row>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.row}>
      <Text component="dt" size="sm">
        {name}
      </Text>
      <dd>{children}</dd>
    </div>
  );
}
