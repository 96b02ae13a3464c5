/** The first steps of a new account. */
export const start = {
  intro:
    "Em cinco passos, do servidor vazio ao primeiro monitoramento. Cada um se confere sozinho; saia e volte quando quiser.",
  progress: "{{done}} de {{all}} passos prontos",
  allDone: "Tudo pronto: o Ponto está em uso. Cadastre agora os outros agentes, um tronco e os números.",
  done: "Pronto",
  toDo: "A fazer",
  withoutPhone: {
    title: "Sem telefone à mão?",
    text: "Na máquina do servidor, este comando abre um Ponto à parte, com gente já conversando, para experimentar o monitoramento.",
    command: "Comando",
  },
  own: {
    title: "Sua senha e seu nome",
    explain: "Troque a senha que o servidor gerou por uma sua, e diga como quer ser chamado.",
    name: "Seu nome",
    save: "Salvar nome",
    change: "Mudar minha senha",
    changed: "A senha é sua.",
  },
  agent: {
    title: "O primeiro agente: você",
    explain: "Quem monitora também é um agente, com o mesmo e-mail do usuário: é o telefone dele que toca.",
    created: "Seu ramal é o {{extension}}.",
    name: "Nome",
    email: "E-mail",
    create: "Criar agente",
  },
  phone: {
    title: "Registre o seu telefone",
    explain: "Digite estes dados num telefone IP ou num softphone. Quando ele se registrar, este passo fica verde.",
    first: "Antes, crie o seu agente no passo anterior.",
    waiting: "Esperando o telefone se registrar…",
    registered: "O telefone do ramal {{extension}} está registrado.",
  },
  call: {
    title: "A primeira chamada",
    explain: "Disque {{echo}} no telefone: você ouve a própria voz de volta. Se ouvir bem, rede e áudio estão certos.",
    noEcho: "O ramal de eco está desligado. Ligue-o em Configurações, em Telefonia.",
    waiting: "Esperando uma chamada para {{echo}}…",
    made: "A chamada de teste foi feita.",
  },
  monitoring: {
    title: "Outro agente, e o primeiro monitoramento",
    explain: "Crie um segundo agente e registre o telefone dele. Depois, ele disca {{echo}}, e você o monitora.",
    second: "O segundo agente é {{name}}, ramal {{extension}}. No telefone dele:",
    how: "Com ele em chamada, abra Agentes, clique no olho ao lado do nome e escolha Ações → Passiva → Aplicar. Seu telefone toca: atenda e ouça.",
    open: "Abrir Agentes",
    waiting: "Esperando o primeiro monitoramento…",
    made: "O primeiro monitoramento aconteceu.",
  },
} as const;
