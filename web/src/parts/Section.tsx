import { Card, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface Props {
  readonly title: string;
  readonly explain?: string;
  /** Beside the title, at the other end. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a screen with a name and a frame of its own. */
export function Section({ title, explain, aside, children }: Props) {
  const id = useId();
  return (
    <Card component="section" withBorder padding="md" bg="var(--mantine-color-body)" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" mb={explain === undefined ? "sm" : 4}>
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {explain !== undefined && (
        <Text size="sm" mb="sm">
          {explain}
        </Text>
      )}
      {children}
    </Card>
  );
}
