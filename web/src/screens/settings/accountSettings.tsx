/** Sections of the settings: what is kept, who gets in, and where the account is. */
import { Autocomplete, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ChoiceSetting, NumberSetting, type SettingsRecord } from "./fields.tsx";

interface Props {
  readonly record: SettingsRecord;
}

export function PrivacySettings({ record }: Props) {
  return (
    <>
      <NumberSetting
        record={record}
        path="privacy.reportRetentionDays"
        name="reportRetentionDays"
        unit="days"
        from={1}
        to={36_500}
      />
      <NumberSetting
        record={record}
        path="privacy.auditRetentionDays"
        name="auditRetentionDays"
        unit="days"
        from={1}
        to={36_500}
      />
    </>
  );
}

export function SecuritySettings({ record }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <NumberSetting
        record={record}
        path="security.idleSignOutMinutes"
        name="idleSignOutMinutes"
        unit="minutes"
        from={5}
        to={43_200}
      />
      <ChoiceSetting
        record={record}
        path="sip.digest"
        label={t("settings.fields.digest.label")}
        choices={t("settings.choices.digest", { returnObjects: true })}
      />
    </>
  );
}

const locales = ["pt-BR", "en-US", "es-ES", "pt-PT"];
const timeZones = Intl.supportedValuesOf("timeZone");

export function PlaceSettings({ record }: Props) {
  const { t, i18n } = useTranslation();
  const { country, timeZone } = record.form.values;
  const countryName = nameOfCountry(country, i18n.language);
  return (
    <>
      <TextInput
        maw={420}
        maxLength={2}
        description={[t("settings.fields.country.hint"), ...(countryName === undefined ? [] : [countryName])].join(" ")}
        {...record.field("country", t("settings.fields.country.label"))}
        onChange={(event) => record.form.setFieldValue("country", event.currentTarget.value.toUpperCase())}
      />
      <Select
        maw={420}
        searchable
        limit={100}
        allowDeselect={false}
        nothingFoundMessage={t("common.nothingFound")}
        // The server may know one that this browser does not.
        data={timeZones.includes(timeZone) ? timeZones : [timeZone, ...timeZones]}
        {...record.field("timeZone", t("settings.fields.timeZone.label"), "choice")}
      />
      <Autocomplete
        maw={420}
        data={locales}
        description={t("settings.fields.locale.hint")}
        {...record.field("locale", t("settings.fields.locale.label"))}
      />
    </>
  );
}

/** Undefined for what is no code of a country. */
function nameOfCountry(code: string, language: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  const name = new Intl.DisplayNames([language], { type: "region", fallback: "none" }).of(code);
  return name === undefined ? undefined : `${name}.`;
}
