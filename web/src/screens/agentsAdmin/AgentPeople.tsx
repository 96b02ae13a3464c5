import { Anchor, List, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import { FormSection } from "../../parts/FormSection.tsx";

interface Props {
  readonly user: Schema<"User"> | undefined;
  readonly groups: readonly Schema<"Group">[];
}

/** Who signs in as this agent, and with whom it is called. */
export function AgentPeople({ user, groups }: Props) {
  const { t } = useTranslation();
  return (
    <Stack>
      <FormSection title={t("agentsAdmin.userOf")}>
        <Text size="sm">
          {user === undefined ? t("agentsAdmin.noUserHint") : t("agentsAdmin.userIs", { name: user.name })}
        </Text>
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link {...props} to="/admin/users" search={(user === undefined ? {} : { open: user.id }) as never} />
          )}
        >
          {t(user === undefined ? "agentsAdmin.toUsers" : "agentsAdmin.openUser")}
        </Anchor>
      </FormSection>
      <FormSection title={t("agentsAdmin.groupsOf")}>
        {groups.length === 0 ? (
          <Text size="sm">{t("agentsAdmin.inNoGroup")}</Text>
        ) : (
          <List size="sm">
            {groups.map(({ id, name }) => (
              <List.Item key={id}>
                <Anchor
                  size="sm"
                  renderRoot={(props) => <Link {...props} to="/admin/groups" search={{ open: id } as never} />}
                >
                  {name}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
      </FormSection>
    </Stack>
  );
}
