import { common } from "./common.ts";
import { problems } from "./problems.ts";
import { shell } from "./shell.ts";
import { signIn } from "./signIn.ts";

export const pt = { common, problems, shell, signIn } as const;
