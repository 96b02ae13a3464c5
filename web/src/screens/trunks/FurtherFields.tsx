import { Checkbox, NumberInput, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { OrderedPicker } from "../../parts/OrderedPicker.tsx";
import type { TrunkValues } from "./trunkValues.ts";

interface Props {
  readonly record: RecordForm<TrunkValues>;
}

const identities = ["both", "from", "p-asserted-identity"] as const;
const formats = ["as_dialled", "e164", "national"] as const;
const codecs = ["PCMA", "PCMU", "G722", "opus"] as const;
const srtps = ["off", "offered", "offered_twice", "required"] as const;
const dtmfs = ["auto", "rfc4733", "info", "inband"] as const;

/** How numbers are written, and who is said to call. */
export function Identity({ record: { field } }: Props) {
  const { t } = useTranslation();
  const formatChoices = formats.map((value) => ({ value, label: t(`trunks.formats.${value}`) }));
  return (
    <>
      <Select
        allowDeselect={false}
        data={formatChoices}
        {...field("dialledFormat", t("trunks.dialledFormat"), "choice")}
      />
      <Select
        allowDeselect={false}
        data={formatChoices}
        {...field("callingFormat", t("trunks.callingFormat"), "choice")}
      />
      <Select
        allowDeselect={false}
        data={identities.map((value) => ({ value, label: t(`trunks.identities.${value}`) }))}
        {...field("identity", t("trunks.identity"), "choice")}
      />
      <TextInput
        autoComplete="off"
        spellCheck={false}
        description={t("trunks.fromDomainHint")}
        {...field("fromDomain", t("trunks.fromDomain"))}
      />
      <Checkbox description={t("trunks.anonymousHint")} {...field("anonymous", t("trunks.anonymous"), "checkbox")} />
    </>
  );
}

/** What is spoken over it, and how keys go. */
export function Audio({ record: { field } }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <OrderedPicker
        choices={codecs.map((value) => ({ value, label: value }))}
        add={t("trunks.addCodec")}
        description={t("trunks.codecsHint")}
        {...field("codecs", t("trunks.codecs"), "choice")}
      />
      <Select
        allowDeselect={false}
        data={srtps.map((value) => ({ value, label: t(`trunks.srtps.${value}`) }))}
        {...field("srtp", t("trunks.srtp"), "choice")}
      />
      <Select
        allowDeselect={false}
        data={dtmfs.map((value) => ({ value, label: t(`trunks.dtmfs.${value}`) }))}
        {...field("dtmf", t("trunks.dtmf"), "choice")}
      />
    </>
  );
}

/** How it is watched, and to whom the password is given. */
export function Watch({ record: { form, field } }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <NumberInput
        required
        min={0}
        max={3_600}
        clampBehavior="none"
        allowDecimal={false}
        description={t("trunks.pingSecondsHint")}
        {...field("pingSeconds", t("trunks.pingSeconds"))}
      />
      <TextInput
        autoComplete="off"
        spellCheck={false}
        description={t("trunks.realmHint")}
        {...field("realm", t("trunks.realm"))}
      />
      {form.values.auth === "ip" && (
        <Checkbox description={t("trunks.registerHint")} {...field("register", t("trunks.register"), "checkbox")} />
      )}
    </>
  );
}
