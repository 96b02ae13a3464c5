import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { users } from "../../api/collections.ts";
import { meQuery, useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { RecordFields } from "../../parts/form/RecordFields.tsx";
import { useRecordForm } from "../../parts/form/useRecordForm.ts";
import { OwnPassword } from "../../shell/account/OwnPassword.tsx";
import { lookAgain } from "./progress.ts";

/** The own password and name. @param changed whether the password is one's own */
export function OwnStep({ changed }: { readonly changed: boolean }) {
  const { t } = useTranslation();
  const { name } = useMe();
  const [asked, { open, close }] = useDisclosure();
  return (
    <>
      <Group gap="sm">
        <Button variant={changed ? "default" : "filled"} leftSection={<IconKey size={16} aria-hidden />} onClick={open}>
          {t("start.own.change")}
        </Button>
        {changed && <Text size="sm">{t("start.own.changed")}</Text>}
      </Group>
      <OwnPassword
        opened={asked}
        onClose={() => {
          close();
          void lookAgain();
        }}
      />
      <OwnName key={name} />
    </>
  );
}

function OwnName() {
  const { t } = useTranslation();
  const me = useMe();
  const [before] = useState({ thing: me, etag: null });
  const record = useRecordForm<typeof me, { readonly name: string }>({
    before,
    operation: { method: "patch", path: "/v1/users/{id}" },
    valuesOf: (user) => ({ name: user?.name ?? "" }),
    bodyOf: ({ name }) => ({ name: name.trim() }),
    save: (body) => users.update(me.id, body, null),
    reload: () => Promise.resolve(before),
    onSaved: () => {
      notifications.show({ color: "green", message: t("common.saved") });
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <RecordFields record={record} submit={t("start.own.save")}>
      <TextInput required maw={420} autoComplete="name" {...record.field("name", t("start.own.name"))} />
    </RecordFields>
  );
}
