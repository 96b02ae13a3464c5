import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { meaningOf } from "./sayings.ts";

/** Says what the server finds wrong in the reader's language; a sentence that nobody knows stays as it is. */
export function useFaultText(): (sentence: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (sentence) => {
      const meaning = meaningOf(sentence);
      return meaning === undefined
        ? sentence
        : (t(`faults.${meaning.text}` as "faults.required", meaning.values) as string);
    },
    [t],
  );
}
