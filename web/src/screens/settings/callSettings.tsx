/** Sections of the settings: what becomes of calls. */
import { Alert, Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ChoiceSetting, NumberSetting, type SettingsRecord, SoundSetting, TextSetting } from "./fields.tsx";

interface Props {
  readonly record: SettingsRecord;
}

export function MonitoringSettings({ record }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextSetting record={record} path="monitoring.callerId" name="callerId" />
      <TextSetting record={record} path="monitoring.callerName" name="callerName" />
      <NumberSetting
        record={record}
        path="monitoring.ringSeconds"
        name="ringSeconds"
        unit="seconds"
        from={1}
        to={300}
      />
      <NumberSetting
        record={record}
        path="monitoring.mediaTimeoutSeconds"
        name="mediaTimeoutSeconds"
        unit="seconds"
        from={1}
        to={3_600}
      />
      <ChoiceSetting
        record={record}
        path="monitoring.failureNotice"
        label={t("settings.fields.failureNotice.label")}
        choices={t("settings.choices.failureNotice", { returnObjects: true })}
      />
      <ChoiceSetting
        record={record}
        path="monitoring.purpose"
        label={t("settings.fields.purpose.label")}
        choices={t("settings.choices.purpose", { returnObjects: true })}
      />
    </>
  );
}

export function RecordingSettings({ record }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox
        description={t("settings.fields.recordingEnabled.hint")}
        {...record.field("recording.enabled", t("settings.fields.recordingEnabled.label"), "checkbox")}
      />
      <ChoiceSetting
        record={record}
        path="recording.layout"
        label={t("settings.fields.layout.label")}
        choices={t("settings.choices.layout", { returnObjects: true })}
      />
      <ChoiceSetting
        record={record}
        path="recording.onHold"
        label={t("settings.fields.onHold.label")}
        choices={t("settings.choices.onHold", { returnObjects: true })}
      />
      <NumberSetting
        record={record}
        path="recording.retentionDays"
        name="recordingRetentionDays"
        unit="days"
        from={1}
        to={36_500}
      />
    </>
  );
}

/** The one setting by which a monitored agent can tell says so. */
export function NoticeSettings({ record }: Props) {
  const { t } = useTranslation();
  const { calls } = record.form.values.notice;
  return (
    <>
      <ChoiceSetting
        record={record}
        path="notice.calls"
        label={t("settings.fields.noticeCalls.label")}
        choices={t("settings.choices.noticeCalls", { returnObjects: true })}
      />
      <div aria-live="polite">
        {calls === "monitored" && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
            {t("settings.tellsAgent")}
          </Alert>
        )}
        {(calls === "recorded" || calls === "all") && (
          <Alert icon={<IconInfoCircle aria-hidden />}>{t("settings.tellsAll")}</Alert>
        )}
      </div>
      {calls !== "none" && (
        <>
          <SoundSetting record={record} path="notice.sound" name="noticeSound" ours={["tone"]} />
          <NumberSetting
            record={record}
            path="notice.everySeconds"
            name="everySeconds"
            unit="seconds"
            from={0}
            to={3_600}
          />
        </>
      )}
    </>
  );
}

export function TelephonySettings({ record }: Props) {
  return (
    <>
      <SoundSetting record={record} path="holdMusic" name="holdMusic" ours={["default", "silence"]} />
      <TextSetting record={record} path="echoExtension" name="echoExtension" />
      <NumberSetting
        record={record}
        path="forwarding.noAnswerSeconds"
        name="noAnswerSeconds"
        unit="seconds"
        from={5}
        to={180}
      />
      <NumberSetting
        record={record}
        path="media.timeoutSeconds"
        name="timeoutSeconds"
        unit="seconds"
        from={10}
        to={3_600}
      />
    </>
  );
}
