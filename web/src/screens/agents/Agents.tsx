import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/PageHead.tsx";

export function Agents() {
  const { t } = useTranslation();
  return <PageHead title={t("shell.screens.agents")} />;
}
