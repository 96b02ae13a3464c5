import {
  Button,
  Card,
  Center,
  Collapse,
  Group,
  PasswordInput,
  Stack,
  TextInput,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { PontoProblem } from "../../../../client/ponto.ts";
import { meQuery } from "../../api/me.ts";
import { pontoAtOnce } from "../../api/ponto.ts";
import { queries } from "../../api/queries.ts";
import { LanguageChoice } from "../../parts/LanguageChoice.tsx";
import { Refusal } from "../../parts/Refusal.tsx";
import { useCountdown } from "../../parts/useCountdown.ts";

/** @param to where one wanted to go before one had to sign in */
export function SignIn({ to }: { readonly to: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [more, { toggle }] = useDisclosure();
  const form = useForm({ initialValues: { email: "", password: "", domain: "" } });
  const signIn = useMutation({
    mutationFn: async ({ email, password, domain }: typeof form.values) =>
      (await pontoAtOnce.http.POST("/v1/session", { body: { email, password, ...(domain === "" ? {} : { domain }) } }))
        .data,
    onSuccess: async () => {
      queries.clear();
      await queries.fetchQuery(meQuery);
      await navigate({ href: to, replace: true });
    },
  });
  const { error } = signIn;
  const wait = useCountdown((error instanceof PontoProblem && error.retryAfter) || 0, error);
  useEffect(() => {
    document.title = t("signIn.title");
  }, [t]);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card withBorder shadow="sm" padding="xl" w="100%" maw={420}>
        <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
          <Stack>
            <Title order={1} size="h3">
              {t("signIn.title")}
            </Title>
            <TextInput
              label={t("signIn.email")}
              type="email"
              autoComplete="username"
              required
              autoFocus
              {...form.getInputProps("email")}
            />
            <PasswordInput
              label={t("signIn.password")}
              autoComplete="current-password"
              required
              visibilityToggleButtonProps={{ "aria-label": t("common.show") }}
              {...form.getInputProps("password")}
            />
            <Collapse expanded={more}>
              <TextInput
                label={t("signIn.domain")}
                description={t("signIn.domainHint")}
                {...form.getInputProps("domain")}
              />
            </Collapse>
            <Refusal error={error} />
            <Button type="submit" loading={signIn.isPending} disabled={wait > 0}>
              {wait > 0 ? t("signIn.submitIn", { count: wait }) : t("signIn.submit")}
            </Button>
            <Group justify="space-between">
              <UnstyledButton fz="sm" c="petrol" onClick={toggle} aria-expanded={more}>
                {t("signIn.more")}
              </UnstyledButton>
              <LanguageChoice />
            </Group>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
