import { Badge, Button, Divider, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDeviceDesktop, IconTerminal2 } from "@tabler/icons-react";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import { ponto } from "../../api/ponto.ts";
import { queries } from "../../api/queries.ts";
import { deviceOf } from "../../parts/device.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import type { OwnProps } from "./OwnPassword.tsx";

type SignIn = Schema<"SignIn">;

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

function SignInRow({ signIn, onEnd }: { readonly signIn: SignIn; readonly onEnd: () => void }) {
  const { t, i18n } = useTranslation();
  const device = deviceOf(signIn.userAgent ?? "");
  const name = device === undefined ? t("account.signIns.unknownDevice") : t("account.signIns.device", device);
  const Icon = device === undefined ? IconTerminal2 : IconDeviceDesktop;
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: "short", timeStyle: "short" });
  const when = (time: string) => ({ when: format.format(new Date(time)) });
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <Group wrap="nowrap" align="flex-start" gap="sm" miw={0}>
        <Icon size={20} aria-hidden style={{ flexShrink: 0 }} />
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} title={signIn.userAgent ?? ""}>
            {name}
          </Text>
          <Text size="sm">
            {[
              ...(signIn.ip === null ? [] : [t("account.signIns.address", { ip: signIn.ip })]),
              t("account.signIns.startedAt", when(signIn.startedAt)),
              t("account.signIns.lastUsedAt", when(signIn.lastUsedAt)),
            ].join(" · ")}
          </Text>
        </div>
      </Group>
      {signIn.current ? (
        <Badge variant="light" tt="none" style={{ flexShrink: 0 }}>
          {t("account.signIns.here")}
        </Badge>
      ) : (
        <Button
          variant="default"
          size="xs"
          onClick={onEnd}
          aria-label={t("account.signIns.endOne", { device: name })}
          style={{ flexShrink: 0 }}
        >
          {t("account.signIns.end")}
        </Button>
      )}
    </Group>
  );
}
