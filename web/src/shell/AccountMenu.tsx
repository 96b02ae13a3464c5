import { Button, Divider, NavLink, Popover, SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconDevices, IconKey, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { meQuery, useMe } from "../api/me.ts";
import { ponto } from "../api/ponto.ts";
import { queries } from "../api/queries.ts";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";

const OwnPassword = lazy(async () => ({ default: (await import("./account/OwnPassword.tsx")).OwnPassword }));
const OwnSignIns = lazy(async () => ({ default: (await import("./account/OwnSignIns.tsx")).OwnSignIns }));

async function signOut(): Promise<void> {
  await ponto.http.DELETE("/v1/session").catch(() => undefined);
  // The shell watches this one, and leads to the sign-in; nothing else of the account is left.
  queries.setQueryData(meQuery.queryKey, null);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
}

/** Who is signed in, in which language and light, what one sets about oneself, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const [opened, { toggle, close }] = useDisclosure();
  const [own, setOwn] = useState<"password" | "signIns">();
  const go = (to: typeof own): void => {
    close();
    setOwn(to);
  };
  const button = useRef<HTMLButtonElement>(null);
  const leave = (): void => {
    setOwn(undefined);
    button.current?.focus();
  };
  return (
    <>
      {/* No menu to a screen reader, since a choice of language is no item of one. */}
      <Popover position="bottom-end" width={280} trapFocus returnFocus opened={opened} onDismiss={close} shadow="md">
        <Popover.Target>
          <Button
            ref={button}
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            size="compact-md"
            fw={500}
            maw={240}
            leftSection={<IconUserCircle size={20} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            onClick={toggle}
            aria-label={`${t("account.open")}: ${me.name}`}
          >
            <Text span inherit truncate visibleFrom="sm">
              {me.name}
            </Text>
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("account.open")}>
          <Stack gap="xs">
            <Text size="sm" truncate title={me.email}>
              {me.email}
            </Text>
            <Divider />
            <Text size="sm" fw={600}>
              {t("shell.account.language")}
            </Text>
            <LanguageChoice />
            <ThemeChoice />
            <Divider />
            <div>
              <NavLink
                component="button"
                label={t("account.password.title")}
                leftSection={<IconKey size={18} aria-hidden />}
                onClick={() => go("password")}
              />
              <NavLink
                component="button"
                label={t("account.signIns.title")}
                leftSection={<IconDevices size={18} aria-hidden />}
                onClick={() => go("signIns")}
              />
              <NavLink
                component="button"
                label={t("shell.account.signOut")}
                leftSection={<IconLogout size={18} aria-hidden />}
                onClick={() => void signOut()}
              />
            </div>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <Suspense>
        {own === "password" && <OwnPassword opened onClose={leave} />}
        {own === "signIns" && <OwnSignIns opened onClose={leave} />}
      </Suspense>
    </>
  );
}

function ThemeChoice() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Text size="sm" fw={600}>
        {t("shell.account.theme")}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("shell.account.theme")}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
        data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(`shell.account.${value}`) }))}
      />
    </>
  );
}
