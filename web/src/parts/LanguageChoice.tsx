import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chooseLanguage, type Language, languages } from "../texts/texts.ts";

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <Select
      aria-label={t("shell.account.language")}
      size="xs"
      allowDeselect={false}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      value={i18n.language}
      onChange={(language) => void chooseLanguage(language as Language)}
    />
  );
}
