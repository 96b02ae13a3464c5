import { Button, Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconChevronDown, IconLogout } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { meQuery, useMe } from "../api/me.ts";
import { ponto } from "../api/ponto.ts";
import { queries } from "../api/queries.ts";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";

/** Who is signed in, in which language and light, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = async (): Promise<void> => {
    await ponto.http.DELETE("/v1/session").catch(() => undefined);
    queries.clear();
    queries.setQueryData(meQuery.queryKey, null);
  };
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {me.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
        <Menu.Label>{t("shell.account.language")}</Menu.Label>
        <LanguageChoice />
        <Menu.Label>{t("shell.account.theme")}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t("shell.account.theme")}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
          data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(`shell.account.${value}`) }))}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t("shell.account.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
