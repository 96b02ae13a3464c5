import { account } from "./account.ts";
import { common } from "./common.ts";
import { faults } from "./faults.ts";
import { form } from "./form.ts";
import { groups } from "./groups.ts";
import { phone } from "./phone.ts";
import { problems } from "./problems.ts";
import { shell } from "./shell.ts";
import { signIn } from "./signIn.ts";

export const en = { groups, phone, account, form, faults, common, problems, shell, signIn } as const;
