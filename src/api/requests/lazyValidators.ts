import AjvCompiler from "@fastify/ajv-compiler";

type BuildValidators = AjvCompiler.BuildCompilerFromPool;
type Validate = ReturnType<ReturnType<BuildValidators>>;

/**
 * Fastify's validators, each compiled when its route is first asked for: to compile all of them is a fifth of what a
 * start costs, and most routes are not asked for within the first minutes.
 */
export function lazyValidators(): BuildValidators {
  const build = AjvCompiler();
  return (schemas, options) => {
    const compile = build(schemas, options);
    return (part) => {
      let compiled: Validate | undefined;
      const validate = (value: unknown): boolean => {
        compiled ??= compile(part);
        const isValid = compiled(value) === true;
        validate.errors = compiled.errors;
        return isValid;
      };
      validate.errors = undefined as Validate["errors"];
      return validate as Validate;
    };
  };
}
