import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CallReport } from "../../api/history.ts";
import { phoneNumber } from "../phoneNumber.ts";

/** Names the customer of a call: by the number, where it was shown. */
export function useWho(): (call: Pick<CallReport, "customerNumber">) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ customerNumber }) =>
      customerNumber === "" || customerNumber === "anonymous" ? t("history.noNumber") : phoneNumber(customerNumber),
    [t],
  );
}
