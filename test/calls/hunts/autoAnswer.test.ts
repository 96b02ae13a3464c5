/** Which phone is asked in which words to answer by itself: real values of User-Agent. */
import t from "tap";
import { autoAnswerHeaders } from "../../../src/calls/hunts/autoAnswer.ts";

const callInfo = "Call-Info: <sip:ponto.local>;answer-after=0";
const alertInfo = "Alert-Info: <http://ponto.local>;info=alert-autoanswer;delay=0";
const answerMode = "Answer-Mode: Auto";
const both = [callInfo, alertInfo];
const generic = [callInfo, alertInfo, answerMode];

const phones: readonly [userAgent: string | undefined, obeys: readonly string[]][] = [
  ["Yealink SIP-T46S 66.85.0.5", both],
  ["Yealink W60B 77.83.0.85", both],
  ["Grandstream GXP2160 1.0.11.39", both],
  ["Grandstream HT802 1.0.29.8", both],
  ["Cisco/SPA504G-7.6.2e", [callInfo]],
  ["Linksys/SPA942-6.1.5(a)", [callInfo]],
  ["Cisco-CP-8841-3PCC/11.3.1_5f2a8b", [callInfo]],
  ["PolycomVVX-VVX_411-UA/5.9.5.0614", ["Alert-Info: Ring Answer"]],
  ["PolycomSoundPointIP-SPIP_335-UA/4.0.14.1388", ["Alert-Info: Ring Answer"]],
  ["Poly/EdgeE350-UA/8.0.1", ["Alert-Info: Ring Answer"]],
  ["snom715/8.9.3.80", both],
  ["snomD785/10.1.64.14", both],
  ["Aastra 6757i/3.3.1.4365", both],
  ["Mitel 6867i/5.0.0.1018", both],
  ["AUDC-IPPhone-C450HD_UC_3.4.3/0", both],
  ["AUDC-IPPhone/2.2.16.142 (420HD-Rev0; 00908F4A5B6C)", both],
  ["Fanvil X6U 2.4.12 0c383e1f2d3a", both],
  ["Gigaset N510 IP PRO/42.253.00.000.000;7C2F804D5E6F", both],
  ["Maxwell 3/2.27.13", both],
  ["Panasonic_KX-UT136/01.302 (0080f0c1d2e3)", ["Alert-Info: Intercom"]],
  ["Panasonic-MPR09/KX-TGP600 13.020", ["Alert-Info: Intercom"]],
  ["OpenStage_60_V3 R5.13.0", [alertInfo]],
  ["OpenScape Desk Phone CP600 V1 R8", [alertInfo]],
  ["Digium D65 2_9_7", ["Alert-Info: ring-answer"]],
  ["Sangoma P330 V4.12.1", ["Alert-Info: ring-answer"]],
  ["Sangoma S505 V3.0.4.81", [alertInfo]],
  ["baresip v1.0.0 (x86_64/linux)", generic],
  ["MicroSIP/3.21.3", [callInfo]],
  ["Zoiper v2.10.20.4", both],
  ["Z 5.6.4 v2.10.20.4", both],
  ["Bria 6 release 6.5.1 stamp 105734", both],
  ["X-Lite release 5.8.3 stamp 102631", both],
  ["LinphoneDesktop/5.1.2 (Debian) LinphoneSDK/5.2.98", generic],
  ["Jitsi2.11.5633Linux", generic],
  ["", generic],
  [undefined, generic],
];

for (const [userAgent, expected] of phones) {
  t.test(`${userAgent}`, async (t) => {
    const headers = autoAnswerHeaders(userAgent, "ponto.local");
    t.strictSame(
      headers.map(([name, value]) => `${name}: ${value}`),
      expected,
    );
  });
}
