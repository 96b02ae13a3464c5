import { NumberInput, PasswordInput, Radio, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { FoldedFields } from "./FoldedFields.tsx";
import { Audio, Identity, Watch } from "./FurtherFields.tsx";
import type { TrunkValues } from "./trunkValues.ts";

const auths = ["ip", "register", "accept-register"] as const;
const transports = ["udp", "tcp", "tls", "auto"] as const;

interface Props {
  readonly record: RecordForm<TrunkValues>;
  /** Whether a password may be kept already. */
  readonly isNew: boolean;
}

/** What every trunk needs stands open, the rest is folded. */
export function TrunkFields({ record, isNew }: Props) {
  const { t } = useTranslation();
  const { form, field } = record;
  const { auth, register } = form.values;
  const registers = auth !== "ip" || register;
  return (
    <>
      <TextInput required data-autofocus description={t("trunks.nameHint")} {...field("name", t("trunks.name"))} />
      <Radio.Group {...field("auth", t("trunks.auth"), "choice")}>
        <Stack gap="xs" mt="xs">
          {auths.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`trunks.auths.${value}.name`)}
              description={t(`trunks.auths.${value}.hint`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        required
        autoComplete="off"
        spellCheck={false}
        {...(auth === "accept-register" ? { description: t("trunks.hostNote") } : {})}
        {...field("host", t("trunks.host"))}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          min={1}
          max={65_535}
          clampBehavior="none"
          allowDecimal={false}
          hideControls
          description={t("trunks.portHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          {...field("port", t("trunks.port"))}
        />
        <Select
          allowDeselect={false}
          data={transports.map((value) => ({ value, label: t(`trunks.transports.${value}`) }))}
          {...field("transport", t("trunks.transport"), "choice")}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          required={registers}
          autoComplete="off"
          spellCheck={false}
          {...field("username", t("trunks.username"))}
        />
        <PasswordInput
          required={registers && isNew}
          autoComplete="new-password"
          description={t(isNew ? "trunks.passwordNew" : "trunks.passwordKept")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          visibilityToggleButtonProps={{ "aria-label": t("common.show") }}
          {...field("password", t("trunks.password"))}
        />
      </SimpleGrid>
      <NumberInput
        min={1}
        max={100_000}
        clampBehavior="none"
        allowDecimal={false}
        description={t("trunks.maxCallsHint")}
        {...field("maxCalls", t("trunks.maxCalls"))}
      />
      <FoldedFields
        faulty={Object.keys(form.errors)}
        parts={[
          {
            key: "identity",
            paths: ["identity", "fromDomain", "anonymous", "dialledFormat", "callingFormat"],
            content: <Identity record={record} />,
          },
          { key: "audio", paths: ["codecs", "srtp", "dtmf"], content: <Audio record={record} /> },
          { key: "watch", paths: ["pingSeconds", "realm", "register"], content: <Watch record={record} /> },
        ]}
      />
    </>
  );
}
