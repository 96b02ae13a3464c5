import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { PontoProblem } from "../../../client/ponto.ts";

/** Says to a person why something did not work, and what to do. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (error) =>
      error instanceof PontoProblem ? t(`problems.${error.code ?? "internal_error"}`) : t("problems.unreachable"),
    [t],
  );
}

/** What is wrong with each field of a form, by its path (`voip.forwardTo.busy`), as the server says. */
export const fieldFaults = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof PontoProblem
    ? Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]))
    : {};
