import { Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePages } from "../../parts/pages.tsx";
import { Person } from "./Person.tsx";
import { holds, rights, type User } from "./rights.ts";

interface Props {
  readonly users: readonly User[];
  readonly ownId: string;
  readonly scopeOf: (user: User) => string;
  readonly onOpen: (id: string) => void;
}

/** Who may what, where there is no room for a matrix: to be read here, and changed where a card leads. */
export function UserCards({ users, ownId, scopeOf, onOpen }: Props) {
  const { t } = useTranslation();
  const { shown, pages } = usePages(users);
  return (
    <Stack gap="sm">
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
        {shown.map((user) => (
          <Paper key={user.id} component="li" withBorder p="sm">
            <Person user={user} isSelf={user.id === ownId} onOpen={onOpen} />
            {user.role !== "administrator" && (
              <>
                <Text size="sm" mt={4}>
                  {rights
                    .filter((right) => holds(user, right))
                    .map(({ name }) => t(`users.rights.${name}.name`))
                    .join(" · ") || t("common.none")}
                </Text>
                <Text size="sm" c="dimmed">{`${t("users.scopeColumn")}: ${scopeOf(user)}`}</Text>
              </>
            )}
          </Paper>
        ))}
      </Stack>
      {pages}
    </Stack>
  );
}
