import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import { apiKeys, useAll, users } from "../../api/collections.ts";
import { useMe } from "../../api/me.ts";
import { ListScreen } from "../../parts/ListScreen.tsx";
import { NEW, useOpenRecord } from "../../parts/openRecord.ts";
import { RecordDrawer } from "../../parts/RecordDrawer.tsx";
import { useFormats } from "../../parts/useFormats.ts";
import { KeyFields } from "./KeyFields.tsx";
import { type ApiKey, bodyOf, newKey } from "./keyValues.ts";
import { MadeKey } from "./MadeKey.tsx";
import { RevokeButton } from "./RevokeButton.tsx";

/** The keys by which other programs use the API. A key is made and revoked, never changed. */
export function ApiKeys() {
  const { t } = useTranslation();
  const me = useMe();
  const { open, show, close } = useOpenRecord();
  const [made, setMade] = useState<Schema<"NewApiKey">>();
  const { data: everybody = [] } = useAll(users);
  const names = new Map(everybody.map(({ id, name }) => [id, name]));
  const say = useKeyTexts();
  return (
    <>
      <ListScreen
        collection={apiKeys}
        title={t("shell.screens.apiKeys")}
        add={t("apiKeys.add")}
        empty={{ icon: IconKey, title: t("apiKeys.emptyTitle"), hint: t("apiKeys.emptyHint") }}
        onOpen={show}
        opens={false}
        textsOf={({ name, userId }) => [name, names.get(userId) ?? ""]}
        columns={[
          { key: "name", label: t("apiKeys.columns.name"), show: ({ name }) => name },
          {
            key: "user",
            label: t("apiKeys.columns.user"),
            show: ({ userId }) => names.get(userId) ?? "…",
            minor: true,
          },
          { key: "scopes", label: t("apiKeys.columns.scopes"), show: say.reach, minor: true },
          { key: "createdAt", label: t("apiKeys.columns.createdAt"), show: say.createdAt, minor: true },
          { key: "expiresAt", label: t("apiKeys.columns.expiresAt"), show: say.expiresAt },
          { key: "lastUsedAt", label: t("apiKeys.columns.lastUsedAt"), show: say.lastUsedAt, minor: true },
          { key: "revoke", label: t("apiKeys.revoke"), show: (key) => <RevokeButton apiKey={key} /> },
        ]}
      />
      <RecordDrawer
        collection={apiKeys}
        open={open === NEW ? open : undefined}
        onClose={close}
        title={() => t("apiKeys.newTitle")}
        valuesOf={() => newKey(me.id)}
        bodyOf={(values) => bodyOf(values, Date.now())}
        fields={(record) => <KeyFields record={record} />}
        removable={() => null}
        onCreated={(key) => {
          setMade(key);
          close();
        }}
      />
      <MadeKey made={made} onClose={() => setMade(undefined)} />
    </>
  );
}

function useKeyTexts() {
  const { t } = useTranslation();
  const { date, moment } = useFormats();
  return {
    reach: ({ scopes }: ApiKey): string => {
      if (scopes === null) return t("apiKeys.unlimited");
      const areas = new Set(scopes.map((scope) => scope.split(":", 1)[0]));
      return t("apiKeys.areaCount", { count: areas.size });
    },
    createdAt: ({ createdAt }: ApiKey): string => date(createdAt),
    expiresAt: ({ expiresAt }: ApiKey): string => {
      if (expiresAt === null) return t("apiKeys.forever");
      const until = date(expiresAt);
      return Date.parse(expiresAt) <= Date.now() ? `${until} (${t("apiKeys.expired")})` : until;
    },
    lastUsedAt: ({ lastUsedAt }: ApiKey): string => (lastUsedAt === null ? t("apiKeys.never") : moment(lastUsedAt)),
  };
}
