import { Alert, Box, Code, Group, Stack, Text } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { trunks } from "../../api/collections.ts";
import { type Trunk, useTrunks } from "../../api/trunks.ts";
import { ListScreen } from "../../parts/ListScreen.tsx";
import { useOpenRecord } from "../../parts/openRecord.ts";
import { RecordDrawer } from "../../parts/RecordDrawer.tsx";
import { TrunkFields } from "./TrunkFields.tsx";
import { TrunkMark, useTrunkTrouble } from "./TrunkMark.tsx";
import { bodyOf, valuesOf } from "./trunkValues.ts";

const addressOf = ({ host, port }: Trunk): string => (port === null ? host : `${host}:${port}`);

/** The ways to and from the telephone network, with what keeps them from service. */
export function Trunks() {
  const { t } = useTranslation();
  const { open, show, close } = useOpenRecord();
  const { data: all = [] } = useTrunks();
  const trouble = useTrunkTrouble();
  return (
    <>
      <ListScreen
        collection={trunks}
        title={t("shell.screens.trunks")}
        add={t("trunks.add")}
        empty={{ icon: IconPlugConnected, title: t("trunks.emptyTitle"), hint: t("trunks.emptyHint") }}
        onOpen={show}
        textsOf={(trunk) => [trunk.name, trunk.host, trunk.username ?? ""]}
        columns={[
          { key: "name", label: t("trunks.columns.name"), show: ({ name }) => name },
          {
            key: "state",
            label: t("trunks.columns.state"),
            show: (trunk) => (
              <Stack gap={4} role="status">
                <div>
                  <TrunkMark trunk={trunk} />
                </div>
                <Text size="sm" maw={520}>
                  {trouble(trunk)}
                </Text>
              </Stack>
            ),
          },
          {
            key: "auth",
            label: t("trunks.columns.auth"),
            show: (trunk) => (
              <Box miw={160}>
                <Text size="sm">{t(`trunks.auths.${trunk.auth}.name`)}</Text>
                <Code style={{ overflowWrap: "anywhere" }}>{addressOf(trunk)}</Code>
              </Box>
            ),
            minor: true,
          },
          {
            key: "transport",
            label: t("trunks.columns.transport"),
            show: ({ transport }) => t(`trunks.transports.${transport}`),
            minor: true,
          },
          {
            key: "maxCalls",
            label: t("trunks.columns.maxCalls"),
            show: ({ maxCalls }) => maxCalls ?? t("trunks.unlimited"),
            minor: true,
          },
        ]}
      />
      <RecordDrawer
        collection={trunks}
        open={open}
        onClose={close}
        title={(trunk) => trunk?.name ?? t("trunks.newTitle")}
        valuesOf={valuesOf}
        bodyOf={bodyOf}
        fields={(record, trunk) => (
          <>
            {trunk !== null && <StateNow trunk={all.find(({ id }) => id === trunk.id) ?? trunk} />}
            <TrunkFields record={record} isNew={trunk === null} />
          </>
        )}
        removable={({ name }) => name}
      />
    </>
  );
}

/** Beside its fields: what one changes them for. */
function StateNow({ trunk }: { readonly trunk: Trunk }) {
  const { t } = useTranslation();
  const trouble = useTrunkTrouble()(trunk);
  return (
    <Stack gap="xs" role="status">
      <Group gap="sm">
        <Text size="sm" fw={500}>
          {t("trunks.state.title")}
        </Text>
        <TrunkMark trunk={trunk} />
      </Group>
      {trouble !== undefined && (
        <Alert color="yellow" p="sm">
          {trouble}
        </Alert>
      )}
    </Stack>
  );
}
