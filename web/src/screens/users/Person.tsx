import { Badge, Group, Text, UnstyledButton } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Person.module.css";
import type { User } from "./rights.ts";

interface Props {
  readonly user: User;
  readonly isSelf: boolean;
  readonly onOpen: (id: string) => void;
}

/** A user's name, which leads to the user. */
export function Person({ user, isSelf, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <UnstyledButton onClick={() => onOpen(user.id)} className={classes.name}>
      <Group gap={6}>
        <Text size="sm" fw={600}>
          {isSelf ? `${user.name} (${t("users.you")})` : user.name}
        </Text>
        {user.role === "administrator" && (
          <Badge size="sm" variant="light" tt="none" leftSection={<IconShieldCheck size={12} aria-hidden />}>
            {t("users.administrator")}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" fw={400}>
        {user.email}
      </Text>
    </UnstyledButton>
  );
}
