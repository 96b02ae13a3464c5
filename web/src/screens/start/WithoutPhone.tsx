import { Code, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyIcon } from "../../parts/CopyIcon.tsx";
import { Section } from "../../parts/Section.tsx";

const COMMAND = "npm run demo";

/** Another way to try it. */
export function WithoutPhone() {
  const { t } = useTranslation();
  return (
    <Section title={t("start.withoutPhone.title")}>
      <Text size="sm">{t("start.withoutPhone.text")}</Text>
      <Group gap="xs" mt="xs">
        <Code fz="sm">{COMMAND}</Code>
        <CopyIcon value={COMMAND} what={t("start.withoutPhone.command")} />
      </Group>
    </Section>
  );
}
