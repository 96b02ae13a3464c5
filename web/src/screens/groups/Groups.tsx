import { IconSitemap } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { agents, groups, useAll } from "../../api/collections.ts";
import { ListScreen } from "../../parts/ListScreen.tsx";
import { useOpenRecord } from "../../parts/openRecord.ts";
import { RecordDrawer } from "../../parts/RecordDrawer.tsx";
import { GroupFields } from "./GroupFields.tsx";
import { bodyOf, valuesOf } from "./groupValues.ts";

/** Agents who are called together. */
export function Groups() {
  const { t } = useTranslation();
  const { open, show, close } = useOpenRecord();
  const { data: everybody = [] } = useAll(agents);
  const names = new Map(everybody.map(({ id, name }) => [id, name]));
  return (
    <>
      <ListScreen
        collection={groups}
        title={t("shell.screens.groups")}
        add={t("groups.add")}
        empty={{ icon: IconSitemap, title: t("groups.emptyTitle"), hint: t("groups.emptyHint") }}
        onOpen={show}
        textsOf={({ name, extension, agentIds }) => [
          name,
          extension ?? "",
          ...agentIds.map((id) => names.get(id) ?? ""),
        ]}
        columns={[
          { key: "name", label: t("groups.columns.name"), show: ({ name }) => name },
          {
            key: "extension",
            label: t("groups.columns.extension"),
            show: ({ extension }) => extension ?? t("groups.noExtension"),
          },
          {
            key: "strategy",
            label: t("groups.columns.strategy"),
            show: ({ strategy }) => t(`groups.strategies.${strategy}.name`),
            minor: true,
          },
          {
            key: "ringSeconds",
            label: t("groups.columns.ringSeconds"),
            show: ({ ringSeconds }) => t("groups.seconds", { count: ringSeconds }),
            minor: true,
          },
          { key: "members", label: t("groups.columns.members"), show: ({ agentIds }) => agentIds.length },
        ]}
      />
      <RecordDrawer
        collection={groups}
        open={open}
        onClose={close}
        title={(group) => group?.name ?? t("groups.newTitle")}
        valuesOf={valuesOf}
        bodyOf={bodyOf}
        fields={(record) => <GroupFields record={record} agents={everybody} />}
        removable={({ name }) => name}
      />
    </>
  );
}
