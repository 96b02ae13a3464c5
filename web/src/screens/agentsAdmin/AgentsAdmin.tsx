import { IconUsersGroup } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAgents } from "../../api/agents.ts";
import { agents, groups, useAll, users } from "../../api/collections.ts";
import { CsvButtons } from "../../parts/csv/CsvButtons.tsx";
import { ListScreen } from "../../parts/ListScreen.tsx";
import { useOpenRecord } from "../../parts/openRecord.ts";
import { RecordDrawer } from "../../parts/RecordDrawer.tsx";
import { AgentFields } from "./AgentFields.tsx";
import { AgentPeople } from "./AgentPeople.tsx";
import { AgentPhone } from "./AgentPhone.tsx";
import { type Agent, bodyOf, nextExtension, valuesOf } from "./agentValues.ts";
import { PhoneMark } from "./PhoneMark.tsx";

/** Who takes calls, by which extension and with which phone. */
export function AgentsAdmin() {
  const { t } = useTranslation();
  const { open, show, close } = useOpenRecord();
  const { userOf, groupsOf, taken } = useSurroundings();
  useAgents();
  const groupNames = (agent: Agent): string =>
    groupsOf(agent)
      .map(({ name }) => name)
      .join(", ");
  return (
    <>
      <ListScreen
        collection={agents}
        title={t("shell.screens.agentsAdmin")}
        add={t("agentsAdmin.add")}
        empty={{ icon: IconUsersGroup, title: t("agentsAdmin.emptyTitle"), hint: t("agentsAdmin.emptyHint") }}
        onOpen={show}
        tools={<CsvButtons kind="agents" />}
        textsOf={(agent) => [agent.name, agent.email, agent.extension, groupNames(agent)]}
        columns={[
          { key: "name", label: t("agentsAdmin.columns.name"), show: ({ name }) => name },
          { key: "extension", label: t("agentsAdmin.columns.extension"), show: ({ extension }) => extension },
          { key: "phone", label: t("agentsAdmin.columns.phone"), show: (agent) => <PhoneMark agent={agent} /> },
          { key: "email", label: t("agentsAdmin.columns.email"), show: ({ email }) => email, minor: true },
          {
            key: "user",
            label: t("agentsAdmin.columns.user"),
            show: (agent) => userOf(agent)?.name ?? t("agentsAdmin.noUser"),
            minor: true,
          },
          {
            key: "groups",
            label: t("agentsAdmin.columns.groups"),
            show: (agent) => groupNames(agent) || t("agentsAdmin.noGroups"),
            minor: true,
          },
        ]}
      />
      <RecordDrawer
        collection={agents}
        open={open}
        onClose={close}
        title={(agent) => (agent === null ? t("agentsAdmin.newTitle") : `${agent.name} · ${agent.extension}`)}
        valuesOf={valuesOf}
        bodyOf={bodyOf}
        fields={(record, agent) => <AgentFields record={record} agent={agent} nextExtension={nextExtension(taken)} />}
        tabs={[
          { key: "device", label: t("agentsAdmin.deviceTab"), show: ({ id }) => <AgentPhone agentId={id} /> },
          {
            key: "people",
            label: t("agentsAdmin.peopleTab"),
            show: (agent) => <AgentPeople user={userOf(agent)} groups={groupsOf(agent)} />,
          },
        ]}
        removable={({ name }) => name}
        // Next, one registers its phone.
        onCreated={({ id }) => show(id)}
      />
    </>
  );
}

/** What the other lists tell of agents. */
function useSurroundings() {
  const { data: everyUser = [] } = useAll(users);
  const { data: everyGroup = [] } = useAll(groups);
  const { data: everyAgent = [] } = useAll(agents);
  const byEmail = new Map(everyUser.map((user) => [user.email.toLowerCase(), user]));
  return {
    userOf: ({ email }: Agent) => byEmail.get(email.toLowerCase()),
    groupsOf: ({ id }: Agent) => everyGroup.filter(({ agentIds }) => agentIds.includes(id)),
    taken: new Set([...everyAgent, ...everyGroup].flatMap(({ extension }) => extension ?? [])),
  };
}
