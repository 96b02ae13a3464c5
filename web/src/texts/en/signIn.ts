import type { signIn as pt } from "../pt-BR/signIn.ts";
import type { TextsLike } from "../textsLike.ts";

export const signIn: TextsLike<typeof pt> = {
  title: "Sign in to Ponto",
  email: "E-mail",
  password: "Password",
  domain: "Company (domain)",
  domainHint: "Only if your e-mail is in more than one company",
  more: "More options",
  submit: "Sign in",
  submitIn_one: "Sign in in {{count}} second",
  submitIn_other: "Sign in in {{count}} seconds",
};
