import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { PontoProblem } from "../../../client/ponto.ts";
import { useFaultText } from "./form/faultText.ts";
import { meaningOf } from "./form/sayings.ts";

/** Says to a person why something did not work, and what to do. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  const faultText = useFaultText();
  return useCallback(
    (error) => {
      if (!(error instanceof PontoProblem)) return t("problems.unreachable");
      const { code = "internal_error", problem } = error;
      // What it contradicts.
      const known = code === "conflict" && problem.detail !== undefined && meaningOf(problem.detail) !== undefined;
      return known ? faultText(problem.detail ?? "") : t(`problems.${code}`);
    },
    [t, faultText],
  );
}

/** What is wrong with each field of a form, by its path (`voip.forwardTo.busy`), as the server says. */
export const fieldFaults = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof PontoProblem
    ? Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]))
    : {};
