import { Group, Loader, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";

interface Props {
  /** What is said once it has come to pass; null: it has not. */
  readonly happened: string | null;
  readonly waiting: string;
}

/** Something that the server will notice by itself. */
export function Waited({ happened, waiting }: Props) {
  return (
    <Group gap="sm" role="status" wrap="nowrap">
      {happened === null ? (
        <Loader size="xs" aria-hidden />
      ) : (
        <IconCircleCheck size={20} color="var(--mantine-color-green-text)" aria-hidden />
      )}
      <Text size="sm" fw={600}>
        {happened ?? waiting}
      </Text>
    </Group>
  );
}
