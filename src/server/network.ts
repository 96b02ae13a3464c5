/** The exchange on this machine's network: SIP and RTP at the addresses that the settings name. */
import { Exchange } from "../exchange/exchange.ts";
import { ownAddressOf } from "../kernel/addresses.ts";
import type { BindFailure } from "../kernel/datagrams.ts";
import type { Log } from "../kernel/log.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { Plane } from "../media/workers/plane.ts";
import { spawnThread } from "../media/workers/threadWorker.ts";
import { recoverRecording } from "../recording/recovery.ts";
import { PortPool } from "../rtp/portPool.ts";
import type { ProcessSettings } from "../settings.ts";
import { createLocator } from "../sip/locate/locator.ts";
import { familiesOf } from "../sip/locate/procedure.ts";
import { systemDns } from "../sip/locate/systemDns.ts";
import { createTransport } from "../sip/transport/createTransport.ts";
import { MessageCounts } from "../sip/transport/messageCounts.ts";
import type { TransportName } from "../sip/transport/transport.ts";
import { systemScheduler } from "../system/clock.ts";
import { systemEntropy } from "../system/entropy.ts";
import { chooseNetwork } from "../system/network.ts";
import { udp } from "../system/udp.ts";
import { bindFault, type StartFault } from "./fault.ts";
import { SipTls } from "./sipTls.ts";

export interface OpenNetwork {
  readonly exchange: Exchange;
  readonly ports: PortPool;
  readonly messages: MessageCounts;
  readonly tls: SipTls;
}

/** What we are reached by. A carrier is not chosen by TLS (RFC 3263 §4.1) unless it can call us by it. */
export const transportsOf = ({ sip }: Pick<ProcessSettings, "sip">): readonly TransportName[] =>
  sip.tls.port === undefined ? ["udp", "tcp"] : ["udp", "tcp", "tls"];

export async function openNetwork(
  { sip, dns, rtp, media }: ProcessSettings,
  log: Log,
): Promise<Result<OpenNetwork, StartFault>> {
  // SIP's own socket tells of an address that both use.
  const unfit = rtp.host === sip.host ? undefined : await bindFailure(rtp.host);
  if (unfit !== undefined) return err(bindFault("RTP", "PONTO_RTP", { host: rtp.host, port: rtp.portMin }, unfit));
  const network = chooseNetwork(media.sockets);
  if (!network.ok) return err({ code: "no_native_sockets", message: `${network.error} (PONTO_MEDIA_SOCKETS)` });
  const tls = SipTls.load(sip.tls);
  if (!tls.ok) return tls;
  const ports = new PortPool(rtp.portMin, rtp.portMax);
  const messages = new MessageCounts();
  const exchange = await Exchange.open({
    domain: sip.domain,
    scheduler: systemScheduler,
    entropy: systemEntropy,
    log,
    locator: createLocator({
      dns: systemDns(dns.servers),
      scheduler: systemScheduler,
      entropy: systemEntropy,
      transports: transportsOf({ sip }),
      families: familiesOf(sip.host),
    }),
    openTransport: (onMessage, gate, onLost) =>
      createTransport({
        host: sip.host,
        port: sip.port,
        ...(sip.publicAddress === undefined ? {} : { publicAddress: sip.publicAddress }),
        tls: tls.value,
        datagrams: udp,
        scheduler: systemScheduler,
        onMessage,
        onLost,
        log,
        count: messages.count,
        gate,
      }),
    openPlane: (emit) =>
      new Plane({
        workers: media.workers,
        spawn: (reports) => spawnThread(log, reports, { network: network.value }),
        ports,
        address: rtp.host,
        scheduler: systemScheduler,
        entropy: systemEntropy,
        emit,
      }),
    recoverRecording,
    srtpWithoutTls: sip.srtpWithoutTls,
    mediaAddress: ownAddressOf(rtp.host),
  });
  if (exchange.ok) return ok({ exchange: exchange.value, ports, messages, tls: tls.value });
  const { host } = sip;
  return err(
    exchange.error.of === "tls"
      ? bindFault("SIP over TLS", "PONTO_SIP_TLS", { host, port: tls.value.port ?? 0 }, exchange.error)
      : bindFault("SIP", "PONTO_SIP", sip, exchange.error),
  );
}

/** Why no socket can be bound to an address of the machine; undefined where one can. */
const bindFailure = (host: string): Promise<BindFailure | undefined> =>
  new Promise((resolve) =>
    udp.bind(
      host,
      0,
      () => undefined,
      (result) => {
        if (result.ok) result.value.close();
        resolve(result.ok ? undefined : result.error);
      },
    ),
  );
