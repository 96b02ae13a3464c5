import { SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import { agents, type CreationOf } from "../../api/collections.ts";
import { meQuery } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { RecordFields } from "../../parts/form/RecordFields.tsx";
import { useRecordForm } from "../../parts/form/useRecordForm.ts";

interface Values {
  readonly name: string;
  readonly email: string;
}

/** Makes an agent of what one must know of it; the server chooses the extension. @param suggested what stands in the fields already */
export function NewAgent({ suggested }: { readonly suggested: Values }) {
  const { t } = useTranslation();
  const record = useRecordForm<Schema<"Agent">, Values>({
    before: null,
    operation: { method: "post", path: "/v1/agents" },
    valuesOf: () => suggested,
    bodyOf: ({ name, email }) => ({ name: name.trim(), email: email.trim() }),
    save: (body) => agents.create(body as CreationOf<"/v1/agents">),
    reload: () => Promise.reject(new Error("there is nothing yet that could have changed")),
    // It may be my own.
    onSaved: () => void queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  return (
    <RecordFields record={record} submit={t("start.agent.create")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput required autoComplete="off" {...record.field("name", t("start.agent.name"))} />
        <TextInput required autoComplete="off" type="email" {...record.field("email", t("start.agent.email"))} />
      </SimpleGrid>
    </RecordFields>
  );
}
