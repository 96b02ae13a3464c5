import { Group, Text } from "@mantine/core";
import { IconHeadset, IconListNumbers, IconSitemap } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { agents, groups, numbers, trunks, useAll } from "../../api/collections.ts";
import { CsvButtons } from "../../parts/csv/CsvButtons.tsx";
import { ListScreen } from "../../parts/ListScreen.tsx";
import { useOpenRecord } from "../../parts/openRecord.ts";
import { phoneNumber } from "../../parts/phoneNumber.ts";
import { RecordDrawer } from "../../parts/RecordDrawer.tsx";
import { NumberFields } from "./NumberFields.tsx";
import { bodyOf, type PhoneNumber, valuesOf } from "./numberValues.ts";

/** The numbers that people outside dial, and who answers them. */
export function Numbers() {
  const { t } = useTranslation();
  const { open, show, close } = useOpenRecord();
  const { data: allAgents = [] } = useAll(agents);
  const { data: allGroups = [] } = useAll(groups);
  const { data: allTrunks = [] } = useAll(trunks);
  const names = new Map([...allAgents, ...allGroups, ...allTrunks].map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? t("numbers.gone");
  const trunkOf = ({ trunkId }: PhoneNumber): string => (trunkId === null ? t("numbers.anyTrunk") : nameOf(trunkId));
  return (
    <>
      <ListScreen
        collection={numbers}
        title={t("shell.screens.numbers")}
        add={t("numbers.add")}
        empty={{ icon: IconListNumbers, title: t("numbers.emptyTitle"), hint: t("numbers.emptyHint") }}
        onOpen={show}
        tools={<CsvButtons kind="numbers" />}
        textsOf={(entry) => [
          entry.number,
          phoneNumber(entry.number),
          names.get(entry.destination.id) ?? "",
          trunkOf(entry),
        ]}
        columns={[
          { key: "number", label: t("numbers.columns.number"), show: ({ number }) => phoneNumber(number) },
          {
            key: "destination",
            label: t("numbers.columns.destination"),
            show: ({ destination: { type, id } }) => <Answerer type={type} name={nameOf(id)} />,
          },
          { key: "trunk", label: t("numbers.columns.trunk"), show: trunkOf, minor: true },
        ]}
      />
      <RecordDrawer
        collection={numbers}
        open={open}
        onClose={close}
        title={(entry) => (entry === null ? t("numbers.newTitle") : phoneNumber(entry.number))}
        valuesOf={valuesOf}
        bodyOf={bodyOf}
        fields={(record) => <NumberFields record={record} agents={allAgents} groups={allGroups} trunks={allTrunks} />}
        removable={({ number }) => phoneNumber(number)}
      />
    </>
  );
}

function Answerer({ type, name }: { readonly type: "agent" | "group"; readonly name: string }) {
  const { t } = useTranslation();
  const Icon = type === "agent" ? IconHeadset : IconSitemap;
  return (
    <Group gap="xs" wrap="nowrap">
      <Icon size={16} role="img" aria-label={t(`numbers.${type}`)} style={{ flexShrink: 0 }} />
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {name}
      </Text>
    </Group>
  );
}
