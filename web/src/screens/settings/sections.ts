/** The sections of the settings, in the order in which they are shown. */
export const places = ["monitoring", "recording", "notice", "privacy", "security", "telephony", "place"] as const;
export type Place = (typeof places)[number];
