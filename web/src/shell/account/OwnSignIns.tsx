import { Button, Divider, Loader, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { ponto } from "../../api/ponto.ts";
import { queries } from "../../api/queries.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import { SignInRow } from "../../parts/SignInRow.tsx";
import type { OwnProps } from "./OwnPassword.tsx";

const signInsQuery = queryOptions({
  queryKey: ["signIns", "own"],
  staleTime: 0,
  queryFn: async () => (await ponto.http.GET("/v1/sign-ins")).data?.items ?? [],
});

/** Where one is signed in, and the way to end what one does not know. */
export function OwnSignIns({ opened, onClose }: OwnProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t("account.signIns.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <SignInList />
    </Modal>
  );
}

/** Undefined: all the others. */
type Ended = string | undefined;

function SignInList() {
  const { t } = useTranslation();
  const { data: signIns, error } = useQuery(signInsQuery);
  const end = useMutation({
    mutationFn: async (id: Ended) => {
      if (id === undefined) await ponto.http.DELETE("/v1/sign-ins");
      else await ponto.http.DELETE("/v1/sign-ins/{id}", { params: { path: { id } } });
    },
    onSuccess: (_, id) =>
      notifications.show({ message: t(id === undefined ? "account.signIns.othersEnded" : "account.signIns.ended") }),
    onSettled: () => queries.invalidateQueries({ queryKey: signInsQuery.queryKey }),
  });
  if (signIns === undefined) return error === null ? <Loader size="sm" /> : <Refusal error={error} />;
  const here = signIns.filter(({ current }) => current);
  const others = signIns.filter(({ current }) => !current);
  return (
    <Stack>
      <Text size="sm">{t("account.signIns.explain")}</Text>
      <Refusal error={end.error} />
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {[...here, ...others].map((signIn, i) => (
          <Fragment key={signIn.id}>
            {i > 0 && <Divider component="li" aria-hidden />}
            <SignInRow signIn={signIn} onEnd={() => end.mutate(signIn.id)} />
          </Fragment>
        ))}
      </Stack>
      {others.length === 0 ? (
        <Text size="sm">{t("account.signIns.noOthers")}</Text>
      ) : (
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate(undefined)}>
          {t("account.signIns.endOthers")}
        </Button>
      )}
    </Stack>
  );
}
