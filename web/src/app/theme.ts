import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, Notification } from "@mantine/core";

/** Petrol: readable on white and, from the lighter end, on black (WCAG 2.2, 1.4.3). */
const petrol: MantineColorsTuple = [
  "#e3f6f9",
  "#cde9ef",
  "#9fd3df",
  "#6dbccf",
  "#45a9c1",
  "#2b9db9",
  "#1797b5",
  "#0b7285",
  "#08606f",
  "#054d59",
];

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol },
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
  cursorType: "pointer",
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    Notification: Notification.extend({ styles: { description: { color: "var(--mantine-color-dimmed)" } } }),
  },
});

/** Colours of the palette whose darkest shade is still too light to be read on their own pale ground, on white even. */
const pale = ["green", "teal", "lime", "cyan", "yellow", "orange", "red", "pink", "grape", "violet", "indigo", "blue"];

/** Coloured text on a light page: the palette's darkest shade, and darker. */
const readableColors = Object.fromEntries(
  pale.flatMap((name) =>
    ["light-color", "text", "outline"].map((use) => [
      `--mantine-color-${name}-${use}`,
      `color-mix(in srgb, var(--mantine-color-${name}-9) 65%, black)`,
    ]),
  ),
);

/** White is written on it, in either light. */
const readableRed = {
  "--mantine-color-red-filled": "var(--mantine-color-red-9)",
  "--mantine-color-red-filled-hover": "color-mix(in srgb, var(--mantine-color-red-9) 85%, black)",
};

/** Text that steps back or is coloured, yet is read: Mantine's own is often below the 4.5:1 of WCAG 2.2, 1.4.3. */
export const readable: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c636b",
    "--mantine-color-placeholder": "#6b7280",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    ...readableColors,
    ...readableRed,
  },
  dark: {
    "--mantine-color-dimmed": "#a8adb4",
    "--mantine-color-placeholder": "#9aa0a8",
    "--mantine-color-error": "var(--mantine-color-red-4)",
    ...readableRed,
  },
});
