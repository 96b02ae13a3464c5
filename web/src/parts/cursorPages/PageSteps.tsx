import { Button, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Pages } from "./usePages.ts";

/** Leads from page to page, and says on which one is. */
export function PageSteps({ pages }: { readonly pages: Pages<unknown> }) {
  const { t } = useTranslation();
  const { number, toNext, toPrevious, isComing } = pages;
  const isOnly = toNext === undefined && toPrevious === undefined;
  return (
    <Group component="nav" aria-label={t("form.pages")} justify="flex-end" gap="sm" display={isOnly ? "none" : "flex"}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconChevronLeft size={16} aria-hidden />}
        disabled={toPrevious === undefined}
        onClick={toPrevious}
      >
        {t("form.previousPage")}
      </Button>
      <Text size="sm" aria-live="polite">
        {t("history.page", { number })}
      </Text>
      <Button
        variant="default"
        size="xs"
        rightSection={<IconChevronRight size={16} aria-hidden />}
        disabled={toNext === undefined}
        loading={isComing}
        onClick={toNext}
      >
        {t("form.nextPage")}
      </Button>
    </Group>
  );
}
