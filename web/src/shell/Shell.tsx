import { AppShell, Box, Burger, Group, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLiveEvents } from "../api/live.ts";
import { meQuery, useMaybeMe, useMe } from "../api/me.ts";
import { onSignedOut, queries } from "../api/queries.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { ConnectionMark } from "./ConnectionMark.tsx";
import { MonitoringBar } from "./MonitoringBar.tsx";
import { Navigation } from "./Navigation.tsx";
import classes from "./Shell.module.css";

/** The frame around every screen: where one is, who one is, whether what is shown is live, and one's own monitoring. */
export function Shell() {
  const { data: me } = useMaybeMe();
  const navigate = useNavigate();
  useEffect(() => {
    onSignedOut(() => queries.setQueryData(meQuery.queryKey, null));
    if (me === null)
      void navigate({ to: "/sign-in", search: { to: window.location.pathname + window.location.search } });
  }, [me, navigate]);
  return me === null || me === undefined ? null : <Frame />;
}

function Frame() {
  const { t } = useTranslation();
  const me = useMe();
  const [opened, { toggle, close }] = useDisclosure();
  useLiveEvents();
  // The wallboard has the screen for itself.
  const { view } = useSearch({ strict: false }) as { view?: unknown };
  return (
    <AppShell
      disabled={view === "wall"}
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className={classes.skip} href="#content">
        {t("shell.skip")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("shell.menu")} />
            <Text fw={700}>{t("common.product")}</Text>
            <Text c="dimmed" size="sm" visibleFrom="sm">
              {me.account.name}
            </Text>
          </Group>
          <Group gap="md" wrap="nowrap">
            <ConnectionMark />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <ScrollArea>
          <Navigation onGo={close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Box pb={80}>
          <Outlet />
        </Box>
      </AppShell.Main>
      <MonitoringBar />
    </AppShell>
  );
}
