import { ActionIcon, Code, Group, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyIcon } from "./CopyIcon.tsx";

interface Props {
  readonly value: string;
  /** Names it: “Senha do telefone”. */
  readonly what: string;
  /** Shown at once; for what is shown only once anyway. */
  readonly open?: boolean;
}

/** What must not be read over a shoulder: hidden until it is asked for, and copied without being shown. */
export function Secret({ value, what, open = false }: Props) {
  const { t } = useTranslation();
  const [shown, { toggle }] = useDisclosure(open);
  const label = `${t(shown ? "common.hide" : "common.show")}: ${what}`;
  return (
    <Group gap="xs" wrap="nowrap">
      {shown ? (
        <Code fz="sm" style={{ overflowWrap: "anywhere" }}>
          {value}
        </Code>
      ) : (
        <Text aria-hidden>••••••••••••</Text>
      )}
      <Tooltip label={label} withArrow>
        <ActionIcon variant="subtle" color="gray" onClick={toggle} aria-label={label} aria-pressed={shown}>
          {shown ? <IconEyeOff size={18} aria-hidden /> : <IconEye size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <CopyIcon value={value} what={what} />
    </Group>
  );
}
