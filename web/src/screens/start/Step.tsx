import { Badge, Box, Group, Stack, Text, ThemeIcon, Title, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Step.module.css";

interface Props {
  /** From 1. */
  readonly place: number;
  readonly title: string;
  readonly explain: string;
  readonly done: boolean;
  /** The first that is not done. */
  readonly current: boolean;
  readonly children: ReactNode;
}

/** One of the first steps; open while it is the next to do, and whenever one wants to see it. */
export function Step({ place, title, explain, done, current, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(current);
  useEffect(() => {
    if (current) setOpened(true);
  }, [current]);
  return (
    <Box component="li" className={classes.step} data-current={current || undefined}>
      <Title order={2} size="h4">
        <UnstyledButton
          className={classes.head}
          aria-expanded={opened}
          aria-controls={id}
          onClick={() => setOpened(!opened)}
        >
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon radius="xl" size="lg" color={done ? "green.9" : current ? "petrol" : "gray.7"} aria-hidden>
              {done ? <IconCheck size={20} /> : place}
            </ThemeIcon>
            <span>{title}</span>
          </Group>
          <Group gap="xs" wrap="nowrap" style={{ flexShrink: 0 }}>
            <Badge variant="light" tt="none" color={done ? "green" : "gray"} c="var(--mantine-color-text)">
              {t(done ? "start.done" : "start.toDo")}
            </Badge>
            <IconChevronDown size={18} aria-hidden className={classes.arrow} data-opened={opened || undefined} />
          </Group>
        </UnstyledButton>
      </Title>
      {opened && (
        <Stack gap="md" id={id} className={classes.content}>
          <Text size="sm">{explain}</Text>
          {children}
        </Stack>
      )}
    </Box>
  );
}
