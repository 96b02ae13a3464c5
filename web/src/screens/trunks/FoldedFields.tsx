import { Accordion, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

interface Part {
  readonly key: "identity" | "audio" | "watch";
  /** Of the fields in it. */
  readonly paths: readonly string[];
  readonly content: ReactNode;
}

interface Props {
  readonly parts: readonly Part[];
  /** The fields with something wrong: a fold that holds one is open. */
  readonly faulty: readonly string[];
}

/** Fields that few trunks need, to be unfolded. */
export function FoldedFields({ parts, faulty }: Props) {
  const { t } = useTranslation();
  const [unfolded, setUnfolded] = useState<string[]>([]);
  const wrong = parts.filter(({ paths }) => faulty.some((path) => paths.includes(path.split(".")[0] ?? "")));
  return (
    <Accordion
      multiple
      variant="separated"
      order={3}
      value={[...new Set([...unfolded, ...wrong.map(({ key }) => key)])]}
      onChange={setUnfolded}
    >
      {parts.map(({ key, content }) => (
        <Accordion.Item key={key} value={key}>
          <Accordion.Control>{t(`trunks.sections.${key}`)}</Accordion.Control>
          <Accordion.Panel>
            <Stack gap="sm">{content}</Stack>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
