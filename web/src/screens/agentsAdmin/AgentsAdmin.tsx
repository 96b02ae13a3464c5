import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/PageHead.tsx";

export function AgentsAdmin() {
  const { t } = useTranslation();
  return <PageHead title={t("shell.screens.agentsAdmin")} />;
}
