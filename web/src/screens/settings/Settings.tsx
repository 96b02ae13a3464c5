import { Box, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Kept } from "../../api/collections.ts";
import { queries } from "../../api/queries.ts";
import { type AccountSettings, changeSettings, settingsQuery } from "../../api/settings.ts";
import { RecordFields } from "../../parts/form/RecordFields.tsx";
import { useRecordForm } from "../../parts/form/useRecordForm.ts";
import { Loading } from "../../parts/Loading.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { Refusal } from "../../parts/Refusal.tsx";
import { Section } from "../../parts/Section.tsx";
import { PlaceSettings, PrivacySettings, SecuritySettings } from "./accountSettings.tsx";
import { Contents } from "./Contents.tsx";
import { MonitoringSettings, NoticeSettings, RecordingSettings, TelephonySettings } from "./callSettings.tsx";
import type { SettingsRecord } from "./fields.tsx";
import classes from "./Settings.module.css";
import { type Place, places } from "./sections.ts";
import { bodyOf, type SettingsValues, shortened, valuesOf } from "./settingsValues.ts";

const contents: Readonly<Record<Place, ComponentType<{ readonly record: SettingsRecord }>>> = {
  monitoring: MonitoringSettings,
  recording: RecordingSettings,
  notice: NoticeSettings,
  privacy: PrivacySettings,
  security: SecuritySettings,
  telephony: TelephonySettings,
  place: PlaceSettings,
};

/** Where the law may have a say. */
const sensitive: ReadonlySet<Place> = new Set(["recording", "notice", "privacy"]);

/** Everything that is set for the account as a whole. */
export function Settings() {
  const { t } = useTranslation();
  const { data: kept, error } = useQuery(settingsQuery);
  const [saved, setSaved] = useState(0);
  return (
    <>
      <PageHead title={t("shell.screens.settings")} />
      {error !== null && <Refusal error={error} />}
      {kept === undefined && error === null && <Loading />}
      {kept !== undefined && <SettingsForm key={saved} kept={kept} onSaved={() => setSaved((times) => times + 1)} />}
    </>
  );
}

interface FormProps {
  readonly kept: Kept<AccountSettings>;
  readonly onSaved: () => void;
}

/** Begins anew with what was saved. */
function SettingsForm({ kept, onSaved }: FormProps) {
  const { t } = useTranslation();
  const id = useId();
  const idOf = (place: Place): string => `${id}-${place}`;
  const record = useRecordForm<AccountSettings, SettingsValues>({
    before: kept,
    operation: { method: "patch", path: "/v1/settings" },
    valuesOf,
    bodyOf,
    save: changeSettings,
    reload: () => queries.fetchQuery({ ...settingsQuery, staleTime: 0 }),
    onSaved: () => {
      notifications.show({ color: "green", message: t("common.saved") });
      onSaved();
    },
  });
  const erased = shortened(valuesOf(kept.thing), record.form.values);
  return (
    <div className={classes.page}>
      <RecordFields record={record} aside={erased.length > 0 && <Erasure of={erased} />}>
        {places.map((place) => {
          const Content = contents[place];
          return (
            <Box key={place} id={idOf(place)} tabIndex={-1} className={classes.section}>
              <Section title={t(`settings.sections.${place}.title`)} explain={t(`settings.sections.${place}.hint`)}>
                <Stack>
                  <Content record={record} />
                  {sensitive.has(place) && (
                    <Text size="sm" c="dimmed">
                      {t("settings.askFirst")}
                    </Text>
                  )}
                </Stack>
              </Section>
            </Box>
          );
        })}
      </RecordFields>
      <div className={classes.contents}>
        <Contents idOf={idOf} />
      </div>
    </div>
  );
}

/** Beside the button that does it. */
function Erasure({ of }: { readonly of: ReturnType<typeof shortened> }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" role="alert" c="var(--mantine-color-error)" maw={520}>
      <IconTrash size={18} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm">{t("settings.erases", { what: of.map((name) => t(`settings.erased.${name}`)).join(", ") })}</Text>
    </Group>
  );
}
