import { Box, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** Fields that belong together, under their heading. */
export function FormSection({ title, hint, children }: Props) {
  return (
    <Box component="section">
      <Title order={3} size="h5">
        {title}
      </Title>
      {hint !== undefined && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      <Stack gap="sm" mt="xs">
        {children}
      </Stack>
    </Box>
  );
}
