export const signIn = {
  title: "Entrar no Ponto",
  email: "E-mail",
  password: "Senha",
  domain: "Empresa (domínio)",
  domainHint: "Só se o seu e-mail está em mais de uma empresa",
  more: "Mais opções",
  submit: "Entrar",
  submitIn_one: "Entrar em {{count}} segundo",
  submitIn_other: "Entrar em {{count}} segundos",
} as const;
