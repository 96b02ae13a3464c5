import { Button, Center, Loader, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { users } from "../../api/collections.ts";
import { ponto } from "../../api/ponto.ts";
import { queries } from "../../api/queries.ts";
import { ConfirmDialog } from "../../parts/ConfirmDialog.tsx";
import { FormSection } from "../../parts/FormSection.tsx";
import { RecordFields } from "../../parts/form/RecordFields.tsx";
import { useRecordForm } from "../../parts/form/useRecordForm.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import { ShownOnce } from "../../parts/ShownOnce.tsx";
import { SignInRow } from "../../parts/SignInRow.tsx";
import { PasswordField } from "./PasswordField.tsx";
import type { User } from "./rights.ts";

/** How somebody gets in: a new password, and where they are signed in now. */
export function UserAccess({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<string>();
  return (
    <Stack>
      <FormSection title={t("users.newPassword")}>
        {user.role === "administrator" ? (
          <Text size="sm">{t("users.ownPassword")}</Text>
        ) : given !== undefined ? (
          <ShownOnce value={given} what={t("users.passwordToGive", { name: user.name })} />
        ) : (
          <PasswordReset user={user} onGiven={setGiven} />
        )}
      </FormSection>
      <SignIns user={user} />
    </Stack>
  );
}

function PasswordReset({ user, onGiven }: { readonly user: User; readonly onGiven: (password: string) => void }) {
  const { t } = useTranslation();
  const record = useRecordForm<User, { readonly password: string }>({
    before: null,
    operation: { method: "patch", path: "/v1/users/{id}" },
    valuesOf: () => ({ password: "" }),
    bodyOf: (values) => values,
    save: async (body) => {
      await users.update(user.id, body, null);
      return (body as { password: string }).password;
    },
    reload: () => users.read(user.id),
    onSaved: (password) => {
      notifications.show({ color: "green", message: t("users.passwordSet") });
      void queries.invalidateQueries({ queryKey: signInsQuery(user.id).queryKey });
      onGiven(password as string);
    },
  });
  return (
    <RecordFields record={record} submit={t("users.setPassword")}>
      <Text size="sm">{t("users.newPasswordExplain")}</Text>
      <PasswordField record={record} label={t("users.newPassword")} />
    </RecordFields>
  );
}

const signInsQuery = (userId: string) =>
  queryOptions({
    queryKey: ["signIns", userId],
    staleTime: 0,
    queryFn: async () =>
      (await ponto.http.GET("/v1/users/{id}/sign-ins", { params: { path: { id: userId } } })).data?.items ?? [],
  });

function SignIns({ user: { id, name } }: { readonly user: User }) {
  const { t } = useTranslation();
  const { data: signIns, error } = useQuery(signInsQuery(id));
  const [asking, { open, close }] = useDisclosure();
  const endAll = async (): Promise<void> => {
    await ponto.http.DELETE("/v1/users/{id}/sign-ins", { params: { path: { id } } });
    await queries.invalidateQueries({ queryKey: signInsQuery(id).queryKey });
    notifications.show({ message: t("users.signedOut", { name }) });
  };
  return (
    <FormSection title={t("users.signIns")}>
      <Refusal error={error} />
      {signIns === undefined && error === null && (
        <Center>
          <Loader size="sm" />
        </Center>
      )}
      {signIns?.length === 0 && <Text size="sm">{t("users.noSignIns")}</Text>}
      {signIns !== undefined && signIns.length > 0 && (
        <>
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
            {signIns.map((signIn) => (
              <SignInRow key={signIn.id} signIn={signIn} />
            ))}
          </Stack>
          <div>
            <Button variant="default" onClick={open}>
              {t("users.signOutEverywhere")}
            </Button>
          </div>
        </>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={close}
        title={t("users.signOutTitle", { name })}
        confirm={t("users.signOutEverywhere")}
        onConfirm={endAll}
        danger
      >
        {t("users.signOutText")}
      </ConfirmDialog>
    </FormSection>
  );
}
