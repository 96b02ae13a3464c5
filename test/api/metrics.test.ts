import t from "tap";
import { createMetrics, type Figures } from "../../src/api/metrics.ts";
import { delayBounds, type MediaStats } from "../../src/media/commands.ts";

const figures: Figures = {
  calls: () => 3,
  monitorings: () => 2,
  rtpPortsInUse: () => 8,
  registrations: () => 5,
  eventStreams: () => 4,
  trunks: () => ({ in: 2, out: 1, none: 0 }),
  delayBounds,
  media: (): MediaStats => ({
    packetsIn: 100,
    packetsOut: 90,
    packetsForeign: 4,
    packetsRefused: 5,
    legs: 8,
    forwardDelay: [10, 50, 80, 90, 95, 98, 99, 100, 100, 101],
    forwardDelaySumMs: 25,
    tickLateness: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    tickLatenessSumMs: 1_500,
    recordingLostMs: 2_500,
    busy: 0.25,
    workersLost: 1,
  }),
  quality: () => [
    { metric: "lossRatio", direction: "received", bounds: [0, 0.01], counts: [3, 5, 6], sum: 0.125 },
    { metric: "lossRatio", direction: "sent", bounds: [0, 0.01], counts: [1, 1, 1], sum: 0 },
    { metric: "roundTripSeconds", direction: null, bounds: [0.05], counts: [4, 4], sum: 0.1 },
  ],
  sipMessages: () => [
    { direction: "in", transport: "udp", kind: "INVITE", count: 7 },
    { direction: "out", transport: "tcp", kind: "2xx", count: 6 },
  ],
  strangers: () => ({ authFailures: 12, bannedSources: 1, rateLimited: 345 }),
};

t.test("every figure of the contract", async (t) => {
  const text = await createMetrics(figures)();
  const lines = new Set(text.split("\n"));
  for (const line of [
    "ponto_calls 3",
    "ponto_monitorings 2",
    "ponto_legs 8",
    "ponto_rtp_ports_in_use 8",
    "ponto_registrations 5",
    "ponto_event_streams 4",
    "ponto_event_streams 4",
    'ponto_trunks{service="in"} 2',
    'ponto_trunks{service="out"} 1',
    'ponto_rtp_packets_total{direction="in"} 100',
    'ponto_rtp_packets_total{direction="out"} 90',
    'ponto_rtp_packets_total{direction="foreign"} 4',
    'ponto_rtp_packets_total{direction="refused"} 5',
    'ponto_sip_messages_total{direction="in",transport="udp",kind="INVITE"} 7',
    'ponto_sip_messages_total{direction="out",transport="tcp",kind="2xx"} 6',
    "ponto_sip_auth_failures_total 12",
    "ponto_sip_banned_sources 1",
    "ponto_sip_rate_limited_total 345",
    "ponto_media_busy_ratio 0.25",
    "ponto_media_workers_lost_total 1",
    "ponto_recording_lost_seconds_total 2.5",
    "# TYPE ponto_rtp_forward_delay_seconds histogram",
    'ponto_rtp_forward_delay_seconds_bucket{le="0.00005"} 10',
    'ponto_rtp_forward_delay_seconds_bucket{le="0.0005"} 90',
    'ponto_rtp_forward_delay_seconds_bucket{le="0.02"} 100',
    'ponto_rtp_forward_delay_seconds_bucket{le="+Inf"} 101',
    "ponto_rtp_forward_delay_seconds_sum 0.025",
    "ponto_rtp_forward_delay_seconds_count 101",
    'ponto_media_tick_lateness_seconds_bucket{le="+Inf"} 9',
    "ponto_media_tick_lateness_seconds_sum 1.5",
    'ponto_rtp_loss_ratio_bucket{le="0.01",direction="received"} 5',
    'ponto_rtp_loss_ratio_bucket{le="+Inf",direction="received"} 6',
    'ponto_rtp_loss_ratio_sum{direction="received"} 0.125',
    'ponto_rtp_loss_ratio_count{direction="sent"} 1',
    'ponto_rtp_round_trip_seconds_bucket{le="0.05"} 4',
    "ponto_rtp_round_trip_seconds_sum 0.1",
    "# TYPE ponto_rtp_jitter_seconds histogram",
    "# TYPE ponto_mos histogram",
  ]) {
    t.ok(lines.has(line), line);
  }
  t.equal(text.match(/^# TYPE /gm)?.length, 21);
});

t.test("counters follow their source and do not add it up anew", async (t) => {
  let count = 7;
  const page = createMetrics({
    ...figures,
    sipMessages: () => [{ direction: "in", transport: "udp", kind: "BYE", count }],
  });
  await page();
  count = 9;
  t.match(await page(), 'ponto_sip_messages_total{direction="in",transport="udp",kind="BYE"} 9\n');
});

t.test("before anything happened", async (t) => {
  const page = createMetrics({
    ...figures,
    sipMessages: () => [],
    media: () => ({ ...figures.media(), forwardDelay: [], forwardDelaySumMs: 0 }),
  });
  t.match(await page(), "ponto_rtp_forward_delay_seconds_count 0\n");
});
