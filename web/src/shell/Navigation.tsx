import { NavLink, Stack, Text } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/me.ts";
import { screens } from "../app/screens.tsx";

const sections = ["work", "history", "administration"] as const;

/** The screens that this user may open. */
export function Navigation({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { pathname } = useLocation();
  return (
    <nav aria-label={t("shell.navigation")}>
      {sections.map((section) => {
        const own = screens.filter((screen) => screen.section === section && screen.may(me));
        if (own.length === 0) return null;
        return (
          <Stack key={section} gap={2} mb="md">
            <Text size="xs" fw={700} c="dimmed" tt="uppercase" px="sm">
              {t(`shell.groups.${section}`)}
            </Text>
            {own.map(({ path, name, icon: Icon }) => (
              <NavLink
                key={path}
                component={Link}
                to={path}
                label={t(`shell.screens.${name}`)}
                leftSection={<Icon size={18} aria-hidden />}
                active={pathname === path}
                {...(pathname === path ? { "aria-current": "page" as const } : {})}
                onClick={onGo}
              />
            ))}
          </Stack>
        );
      })}
    </nav>
  );
}
