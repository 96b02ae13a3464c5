import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en/index.ts";
import { pt } from "./pt-BR/index.ts";

/** The languages of the screens, in the order in which they are offered. */
export const languages = { "pt-BR": "Português (Brasil)", en: "English" } as const;
export type Language = keyof typeof languages;

const REMEMBERED = "ponto.language";

/** The one chosen here before, else the browser's if it is one of ours, else Portuguese. */
function firstLanguage(): Language {
  const wanted = [localStorage.getItem(REMEMBERED) ?? "", ...navigator.languages];
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith("pt")) return "pt-BR";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return "pt-BR";
}

export const texts = i18next.createInstance();

void texts.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: false,
  resources: { "pt-BR": { translation: pt }, en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
  showSupportNotice: false,
});

document.documentElement.lang = texts.language;

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
  await texts.changeLanguage(language);
}

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof pt };
    returnNull: false;
  }
}
