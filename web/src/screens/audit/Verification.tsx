import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CopyIcon } from "../../parts/CopyIcon.tsx";
import { Refusal } from "../../parts/Refusal.tsx";
import { Section } from "../../parts/Section.tsx";
import { useFormats } from "../../parts/useFormats.ts";
import { type Verification as Verified, verificationQuery } from "./auditLog.ts";

/** Whether anybody changed the log, in plain words. Only when asked: the whole of it is gone through. */
export function Verification() {
  const { t } = useTranslation();
  const { data, error, isFetching, refetch } = useQuery({ ...verificationQuery, enabled: false });
  const verify = (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconShieldCheck size={16} aria-hidden />}
      loading={isFetching}
      onClick={() => void refetch()}
    >
      {t("audit.verification.verify")}
    </Button>
  );
  return (
    <Section title={t("audit.verification.title")} explain={t("audit.verification.explain")} aside={verify}>
      <div aria-live="polite">
        <Refusal error={error} />
        {data !== undefined && error === null && <Verdict verified={data} />}
      </div>
    </Section>
  );
}

function Verdict({ verified }: { readonly verified: Verified }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { intact, entries, erased, firstSequence, lastSequence, lastHash, brokenAt, reason } = verified;
  if (!intact)
    return (
      <Alert color="red" icon={<IconShieldX aria-hidden />}>
        {t("audit.verification.broken", {
          at: number(brokenAt ?? 0),
          reason: reason === null ? "" : t(`audit.verification.reasons.${reason}`),
        })}
      </Alert>
    );
  const range = { entries: number(entries), first: number(firstSequence ?? 0), last: number(lastSequence ?? 0) };
  return (
    <Alert color="green" icon={<IconShieldCheck aria-hidden />}>
      <Stack gap="xs">
        <Text size="sm">{entries === 0 ? t("audit.verification.none") : t("audit.verification.intact", range)}</Text>
        {erased > 0 && <Text size="sm">{t("audit.verification.erased", { erased: number(erased) })}</Text>}
        {lastHash !== null && (
          <>
            <Text size="sm">{t("audit.verification.lastHash")}</Text>
            <Group gap="xs" wrap="nowrap">
              <Code style={{ overflowWrap: "anywhere" }}>{lastHash}</Code>
              <CopyIcon value={lastHash} what={t("audit.detail.hash")} />
            </Group>
          </>
        )}
      </Stack>
    </Alert>
  );
}
