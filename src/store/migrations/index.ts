import type { Migration } from "kysely";
import { ground } from "./0001_ground.ts";
import { trunkPolicy } from "./0002_trunk_policy.ts";
import { groups } from "./0003_groups.ts";
import { callQuality } from "./0004_call_quality.ts";
import { trunkSrtp } from "./0005_trunk_srtp.ts";
import { trunkDtmf } from "./0006_trunk_dtmf.ts";
import { people } from "./0007_people.ts";
import { records } from "./0008_records.ts";
import { recordingMarks } from "./0009_recording_marks.ts";

/** Every migration by name, in the order of names. What has been released is never changed, only followed by another. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001_ground": ground,
  "0002_trunk_policy": trunkPolicy,
  "0003_groups": groups,
  "0004_call_quality": callQuality,
  "0005_trunk_srtp": trunkSrtp,
  "0006_trunk_dtmf": trunkDtmf,
  "0007_people": people,
  "0008_records": records,
  "0009_recording_marks": recordingMarks,
};
