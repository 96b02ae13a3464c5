import { Box, Code } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { routes, trunks, useAll } from "../../api/collections.ts";
import { ListScreen } from "../../parts/ListScreen.tsx";
import { useOpenRecord } from "../../parts/openRecord.ts";
import { phoneNumber } from "../../parts/phoneNumber.ts";
import { RecordDrawer } from "../../parts/RecordDrawer.tsx";
import { RouteFields } from "./RouteFields.tsx";
import { RouteLookup } from "./RouteLookup.tsx";
import { bodyOf, type Route, valuesOf } from "./routeValues.ts";

/** By which trunk leaves what agents dial. */
export function Routes() {
  const { t } = useTranslation();
  const { open, show, close } = useOpenRecord();
  const { data: allTrunks = [] } = useAll(trunks);
  const names = new Map(allTrunks.map(({ id, name }) => [id, name]));
  const trunkNames = ({ trunkIds }: Route): string => trunkIds.map((id) => names.get(id) ?? "").join(", ");
  const nameOf = ({ prefix }: Route): string => (prefix === "" ? t("routes.rest") : t("routes.title", { prefix }));
  const changeOf = ({ strip, prepend }: Route): string =>
    [
      ...(strip > 0 ? [t("routes.strip", { count: strip })] : []),
      ...(prepend === "" ? [] : [t("routes.prepend", { digits: prepend })]),
    ].join(", ") || t("routes.unchanged");
  return (
    <>
      <ListScreen
        collection={routes}
        title={t("shell.screens.routes")}
        add={t("routes.add")}
        empty={{ icon: IconRoute, title: t("routes.emptyTitle"), hint: t("routes.emptyHint") }}
        onOpen={show}
        textsOf={(route) => [route.prefix, route.callerId ?? "", trunkNames(route)]}
        columns={[
          {
            key: "prefix",
            label: t("routes.columns.prefix"),
            show: ({ prefix }) => (prefix === "" ? t("routes.anything") : <Code fz="sm">{prefix}</Code>),
          },
          { key: "trunks", label: t("routes.columns.trunks"), show: trunkNames },
          { key: "change", label: t("routes.columns.change"), show: changeOf, minor: true },
          {
            key: "callerId",
            label: t("routes.columns.callerId"),
            show: ({ callerId }) => (callerId === null ? t("routes.ownNumber") : phoneNumber(callerId)),
            minor: true,
          },
        ]}
      />
      <Box mt="lg">
        <RouteLookup />
      </Box>
      <RecordDrawer
        collection={routes}
        open={open}
        onClose={close}
        title={(route) => (route === null ? t("routes.newTitle") : nameOf(route))}
        valuesOf={valuesOf}
        bodyOf={bodyOf}
        fields={(record) => <RouteFields record={record} trunks={allTrunks} />}
        removable={nameOf}
      />
    </>
  );
}
