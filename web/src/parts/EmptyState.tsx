import { Center, Stack, Text, ThemeIcon } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";

export interface EmptyStateProps {
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  readonly title: string;
  /** What one does about it. */
  readonly hint: string;
  readonly children?: ReactNode;
}

/** There is nothing yet, and what to do next. */
export function EmptyState({ icon: Icon, title, hint, children }: EmptyStateProps) {
  return (
    <Center py={60} px="md">
      <Stack align="center" gap="sm" maw={440}>
        <ThemeIcon variant="light" size={56} radius="xl">
          <Icon size={28} aria-hidden />
        </ThemeIcon>
        <Text fw={600} ta="center">
          {title}
        </Text>
        <Text ta="center" c="dimmed">
          {hint}
        </Text>
        {children}
      </Stack>
    </Center>
  );
}
