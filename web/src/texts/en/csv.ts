import type { csv as pt } from "../pt-BR/csv.ts";
import type { TextsLike } from "../textsLike.ts";

export const csv: TextsLike<typeof pt> = {
  import: "Import CSV",
  export: "Export CSV",
  files: { agents: "agents", users: "users", numbers: "numbers" },
  titles: { agents: "Import agents", users: "Import users", numbers: "Import numbers" },
  explain: {
    agents:
      "Each row is an agent, known by the e-mail or the extension. What is not there is made; what is there is changed. Export to see the columns.",
    users: "Each row is a user, known by the e-mail. A new user needs the column password. Export to see the columns.",
    numbers: "Each row is a number, with the destination agent:1001 or group:Sales. Export to see the columns.",
  },
  file: "File",
  fileHint: "CSV in UTF-8, with commas or semicolons; its first line names the columns.",
  choose: "Choose a file",
  trying: "Looking through the file…",
  good_one: "{{count}} row, nothing wrong",
  good_other: "{{count}} rows, nothing wrong",
  created_one: "{{count}} will be made",
  created_other: "{{count}} will be made",
  updated_one: "{{count}} will be changed",
  updated_other: "{{count}} will be changed",
  unchanged_one: "{{count}} is like that already",
  unchanged_other: "{{count}} are like that already",
  carryOut: "Import",
  done: "Imported. Made: {{created}}. Changed: {{updated}}.",
  faults_one: "{{count}} problem; nothing was changed",
  faults_other: "{{count}} problems; nothing was changed",
  faultsHint: "Mend the file and choose it again.",
  faultList: "Problems of the file",
  columns: { line: "Line", column: "Column", why: "Why" },
  moreFaults: "There are {{count}} more.",
};
