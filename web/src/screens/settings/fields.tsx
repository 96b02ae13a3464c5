/** The kinds of fields that settings are made of; each is named after its text. */
import { NumberInput, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { valueAt } from "../../parts/form/differences.ts";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import type { settings as texts } from "../../texts/pt-BR/settings.ts";
import type { SettingsValues } from "./settingsValues.ts";

type Fields = typeof texts.fields;
type WithHint = { [Name in keyof Fields]: Fields[Name] extends { readonly hint: string } ? Name : never }[keyof Fields];

export type SettingsRecord = RecordForm<SettingsValues>;

interface Props<Name> {
  readonly record: SettingsRecord;
  /** Of the setting, as the server calls it. */
  readonly path: string;
  readonly name: Name;
}

export function TextSetting({ record, path, name }: Props<WithHint>) {
  const { t } = useTranslation();
  return (
    <TextInput
      maw={420}
      autoComplete="off"
      description={t(`settings.fields.${name}.hint`)}
      {...record.field(path, t(`settings.fields.${name}.label`))}
    />
  );
}

interface NumberProps extends Props<WithHint> {
  readonly unit: keyof typeof texts.units;
  readonly from: number;
  readonly to: number;
}

export function NumberSetting({ record, path, name, unit, from, to }: NumberProps) {
  const { t } = useTranslation();
  return (
    <NumberInput
      maw={420}
      min={from}
      max={to}
      clampBehavior="none"
      allowDecimal={false}
      suffix={t(`settings.units.${unit}`)}
      description={t(`settings.fields.${name}.hint`)}
      {...record.field(path, t(`settings.fields.${name}.label`))}
    />
  );
}

interface ChoiceProps {
  readonly record: SettingsRecord;
  readonly path: string;
  readonly label: string;
  /** What can be chosen, and what it is called. */
  readonly choices: Readonly<Record<string, string>>;
}

/** A few choices, all in sight. */
export function ChoiceSetting({ record, path, label, choices }: ChoiceProps) {
  return (
    <Radio.Group {...record.field(path, label, "choice")}>
      <Stack gap="xs" mt="xs">
        {Object.entries(choices).map(([value, name]) => (
          <Radio key={value} value={value} label={name} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

interface SoundProps extends Props<"holdMusic" | "noticeSound"> {
  /** The sounds that need no file. */
  readonly ours: readonly ("tone" | "default" | "silence")[];
}

const FILE = "file";

/** One of our sounds, or the name of a file. */
export function SoundSetting({ record, path, name, ours }: SoundProps) {
  const { t } = useTranslation();
  const { form, field } = record;
  const value = String(valueAt(form.values, path));
  const isFile = !ours.some((sound) => sound === value);
  const label = t(`settings.fields.${name}.label`);
  return (
    <Stack gap="xs" maw={420}>
      <Select
        label={label}
        allowDeselect={false}
        data={[...ours, FILE].map((sound) => ({ value: sound, label: t(`settings.sounds.${sound as "file"}`) }))}
        value={isFile ? FILE : value}
        onChange={(sound) => form.setFieldValue(path, sound === FILE ? "" : sound)}
      />
      {isFile && (
        <TextInput
          required
          autoComplete="off"
          spellCheck={false}
          description={t("settings.sounds.fileHint")}
          {...field(path, label)}
          label={t("settings.sounds.fileName")}
        />
      )}
    </Stack>
  );
}
