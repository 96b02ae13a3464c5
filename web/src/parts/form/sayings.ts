/** The server says in English sentences, of which there are few, what is wrong. Here stands what each means. */
import type { faults } from "../../texts/pt-BR/faults.ts";

/** Of a text of several for one and for more, the name that they share. */
type FaultKey = keyof typeof faults extends infer Key
  ? Key extends `${infer Name}_${"one" | "other"}`
    ? Name
    : Key
  : never;

/** A sentence, the text that says the same, and the field it is about where the server does not name it. Named groups go into the text. */
type Saying = readonly [sentence: RegExp, text: FaultKey, field?: string];

/** The first that fits. */
export const sayings: readonly Saying[] = [
  [/^(is required|must not be empty|must NOT have fewer than 1 characters)$/, "required"],
  [/^is required to register$/, "requiredToRegister"],
  [/^is not a known field$/, "unknownField"],
  [/^must (have at least|NOT have fewer than) (?<count>\d+) characters$/, "tooShort"],
  [/^must (have at most|NOT have more than) (?<count>\d+) characters$/, "tooLong"],
  [/^must not have (control|half) characters$/, "characters"],
  [/^must be (text|string|string,null)$/, "text"],
  [/^must be (true or false|boolean|boolean,null)$/, "flag"],
  [/^must be (integer|number)(,null)?$/, "whole"],
  [/^must be a whole number from (?<from>\d+) to (?<to>\d+)$/, "between"],
  [/^must be >= (?<from>\d+)$/, "atLeast"],
  [/^must be <= (?<to>\d+)$/, "atMost"],
  [/^must be one of (?<choices>.+)$/, "choice"],
  [/^must be (a list|array|array,null)$/, "list"],
  [/^must have (?<from>\d+) to (?<to>\d+) entries$/, "entries"],
  [/^must NOT have fewer than (?<count>\d+) items$/, "tooFew"],
  [/^must NOT have more than (?<count>\d+) items$/, "tooMany"],
  [/^must (not repeat an entry|NOT have duplicate items.*)$/, "repeated"],
  [/^must (be an e-mail address|match format "email")$/, "email"],
  [/^must (be 2 to 8 digits|match pattern "\^\[0-9\]\{2,8\}\$")$/, "extension"],
  [/^must (be 2 to 8 digits, stars and hashes|match pattern "\^\[0-9\*#\]\{2,8\}\$")$/, "echoExtension"],
  [/^must be digits, with \+ before them or not$/, "digits"],
  [/^must be a number$/, "dialled"],
  [/^must be a telephone number$/, "telephone"],
  [/^names no agent: an extension must follow$/, "noAgentExtension"],
  [/(^|\s)names no group$/, "noGroup"],
  [/(^|\s)names no agent$/, "noAgent"],
  [/(^|\s)names no trunk$/, "noTrunk"],
  [/(^|\s)names no user$/, "noUser"],
  [/is the name of several /, "severalSameName"],
  [/^is one of those that are guessed first/, "guessedPassword"],
  [/^must be more than the e-mail, the name/, "personalPassword"],
  [/^is not your present password$/, "presentPassword"],
  [/^must (be a time \(RFC 3339\)|match format "date-time")$/, "time"],
  [/^must be in the future$/, "future"],
  [/^must be within five years$/, "fiveYears"],
  [/^must be a host name or an IP address$/, "host"],
  [/^must be a user name$/, "userName"],
  [/^must be a realm, without quotes$/, "realm"],
  [/^must be the name of a codec$/, "codec"],
  [/^must name one of (?<choices>.+)$/, "codecNeeded"],
  [/^must be default, silence, or the name of a file/, "music"],
  [/^must be tone, or the name of a file/, "sound"],
  // Of a file of sounds, after its name: there is nothing to play in it, or we cannot.
  [
    / (is (not there|no file|no WAV file|cut short)|cannot be read.*|has (its|no|a) .+|must (be|have) .+)$/,
    "unplayable",
  ],
  [/^must (be a country code|match pattern "\^\[A-Z\]\{2\}\$"$)/, "country"],
  [/^must be a locale/, "locale"],
  [/^must be a time zone/, "timeZone"],
  [/^must match (pattern|format) /, "format"],
  [/^must be agent: and an extension/, "destination"],
  // Of files.
  [/^The row has more cells/, "tooManyCells"],
  [/^Line (?<line>\d+) is about the same/, "repeatedRow"],
  [/^(?<column>.+) is there twice\.$/, "repeatedColumn"],
  [/^There is no column “(?<column>.*)”; there are (?<choices>.+)\.$/, "unknownColumn"],
  [/^The column (?<column>.+) is required\.$/, "missingColumn"],
  [/^The file is not in UTF-8/, "notUtf8"],
  [/^There is a NUL character/, "notText"],
  [/^The file is empty/, "emptyFile"],
  [/^The first line names no columns/, "noColumns"],
  [/^(The file ends within quotes|A quote within a cell)/, "quotes"],
  [/^The line is longer than/, "longLine"],
  [/^An import does not change who is the administrator/, "importRole"],
  // Of things as a whole (409).
  [/^Another user has this e-mail/, "emailOfUser", "email"],
  [/^Another agent has this e-mail/, "emailOfAgent", "email"],
  [/^Extension (?<extension>.+) is taken\.$/, "extensionTaken", "extension"],
  [/^The administrator's password/, "administratorPassword"],
  [/^The administrator holds every right/, "administratorRights"],
  [/^The administrator cannot be removed/, "administratorStays"],
  [/^Numbers lead to this agent/, "numbersToAgent"],
  [/^Groups ring this agent/, "groupsRingAgent"],
  [/^Numbers lead to this group/, "numbersToGroup"],
  [/^This number has an entry already/, "numberTwice", "number"],
  [/^Prefix (?<prefix>.+) has a route already\.$/, "prefixTwice", "prefix"],
  [/^Another trunk or an extension registers/, "trunkUserTaken", "username"],
  [/^Routes lead over this trunk/, "routesOverTrunk"],
  [/^Numbers belong to this trunk/, "numbersOfTrunk"],
  [/^The first request with this key/, "underWay"],
];

interface Meaning {
  readonly text: FaultKey;
  readonly values: Readonly<Record<string, string | number>>;
  readonly field?: string;
}

/** What a sentence of the server's means; undefined where it is none of those known. */
export function meaningOf(sentence: string): Meaning | undefined {
  for (const [pattern, text, field] of sayings) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    const values: Record<string, string | number> = { ...found.groups };
    if (values.count !== undefined) values.count = Number(values.count);
    return { text, values, ...(field === undefined ? {} : { field }) };
  }
  return undefined;
}
