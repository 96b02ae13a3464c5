import { VisuallyHidden } from "@mantine/core";
import { useMe } from "../api/me.ts";
import { useMyMonitoring } from "../api/monitor.ts";
import { RunningMonitoring } from "./monitoring/RunningMonitoring.tsx";
import { useMonitoringNews } from "./monitoring/useMonitoringNews.ts";

/** My monitoring, on every screen: whom, how, for how long, and the way to stop. */
export function MonitoringBar() {
  const me = useMe();
  const monitoring = useMyMonitoring(me.id);
  const news = useMonitoringNews(me.id);
  return (
    <>
      {/* There before it says anything, or screen readers would not say it. */}
      <VisuallyHidden role="status">{news}</VisuallyHidden>
      {monitoring !== undefined && <RunningMonitoring key={monitoring.id} monitoring={monitoring} />}
    </>
  );
}
