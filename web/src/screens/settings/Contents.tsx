import { NavLink, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Place } from "./sections.ts";
import { places } from "./sections.ts";

/** The sections of the page, to go to: the keyboard goes on from there. */
export function Contents({ idOf }: { readonly idOf: (place: Place) => string }) {
  const { t } = useTranslation();
  const go = (place: Place): void => {
    const section = document.getElementById(idOf(place));
    section?.scrollIntoView({ block: "start" });
    section?.focus({ preventScroll: true });
  };
  return (
    <nav aria-label={t("settings.contents")}>
      <Text size="sm" fw={600} px="sm" mb={4}>
        {t("settings.contents")}
      </Text>
      {places.map((place) => (
        <NavLink
          key={place}
          component="button"
          py={6}
          label={t(`settings.sections.${place}.title`)}
          onClick={() => go(place)}
        />
      ))}
    </nav>
  );
}
