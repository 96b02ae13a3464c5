/** Many at once, by a file. */
export const csv = {
  import: "Importar CSV",
  export: "Exportar CSV",
  files: { agents: "agentes", users: "usuarios", numbers: "numeros" },
  titles: { agents: "Importar agentes", users: "Importar usuários", numbers: "Importar números" },
  explain: {
    agents:
      "Cada linha é um agente, reconhecido pelo e-mail ou pelo ramal. O que não existe é criado; o que existe é alterado. Exporte para ver as colunas.",
    users:
      "Cada linha é um usuário, reconhecido pelo e-mail. Um usuário novo precisa da coluna password. Exporte para ver as colunas.",
    numbers: "Cada linha é um número, com destino agent:1001 ou group:Vendas. Exporte para ver as colunas.",
  },
  file: "Arquivo",
  fileHint: "CSV em UTF-8, com vírgulas ou pontos e vírgulas; a primeira linha tem os nomes das colunas.",
  choose: "Escolher arquivo",
  trying: "Conferindo o arquivo…",
  good_one: "{{count}} linha conferida, sem problemas",
  good_other: "{{count}} linhas conferidas, sem problemas",
  created_one: "{{count}} será criado",
  created_other: "{{count}} serão criados",
  updated_one: "{{count}} será alterado",
  updated_other: "{{count}} serão alterados",
  unchanged_one: "{{count}} já está assim",
  unchanged_other: "{{count}} já estão assim",
  carryOut: "Importar",
  done: "Importado. Criados: {{created}}. Alterados: {{updated}}.",
  faults_one: "{{count}} problema; nada foi alterado",
  faults_other: "{{count}} problemas; nada foi alterado",
  faultsHint: "Corrija o arquivo e escolha-o de novo.",
  faultList: "Problemas do arquivo",
  columns: { line: "Linha", column: "Coluna", why: "Motivo" },
  moreFaults: "Há mais {{count}}.",
} as const;
