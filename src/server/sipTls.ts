/** SIP's TLS certificate as the settings name it: faults are told by the setting that is to blame. */
import type { Log } from "../kernel/log.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { SipTlsSettings } from "../settings.ts";
import { type TlsFault, TlsIdentity } from "../sip/transport/tlsIdentity.ts";

const settingOf = {
  certificate: "PONTO_SIP_TLS_CERT",
  key: "PONTO_SIP_TLS_KEY",
  authorities: "PONTO_SIP_TLS_CA",
} as const;

export class SipTls {
  /** Where it is served; undefined: we only connect to others. */
  readonly port: number | undefined;
  readonly identity: TlsIdentity;
  readonly #files: SipTlsSettings;

  static load(settings: SipTlsSettings): Result<SipTls, { readonly code: string; readonly message: string }> {
    const identity = TlsIdentity.load(settings);
    return identity.ok
      ? ok(new SipTls(settings, identity.value))
      : err({ code: "tls", message: sentence(settings, identity.error) });
  }

  private constructor(files: SipTlsSettings, identity: TlsIdentity) {
    this.port = files.port;
    this.identity = identity;
    this.#files = files;
  }

  /** Reads the files again: new connections get what they hold, old ones live on. A fault is told, and nothing changes. */
  reload(log: Log): void {
    if (this.#files.certificate === undefined && this.#files.authorities === undefined)
      return log.info({ event: "nothing_to_reload" }, "there is no certificate to read again");
    const reloaded = this.identity.reload();
    if (reloaded.ok)
      log.info({ event: "tls_reloaded" }, "new SIP connections over TLS get the certificate as it is now");
    else
      log.error(
        { event: "tls_not_reloaded", reason: sentence(this.#files, reloaded.error) },
        "the certificate of SIP over TLS stays the old one",
      );
  }
}

const sentence = (files: SipTlsSettings, { file, message }: TlsFault): string =>
  `${files[file]} ${message} (${settingOf[file]})`;
