/** Counts what judging evaluates: every expression of every policy, each time it is asked for. */
import type { Program } from '../../../src/cel/cel.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { preparePolicies } from '../../../src/policy/check.ts';
import type { CompiledPolicy, Expression } from '../../../src/policy/compile.ts';
import { PolicyEngine } from '../../../src/policy/engine.ts';
import { createValidator } from '../../../src/schema/validator.ts';

const [policyPath = '', objectPath = ''] = process.argv.slice(2);
const facts = loadFacts();
const read = async (path: string) => (await readManifestPaths([path], process.cwd())).manifests;
let expressions = 0;

function counting({ source, program }: Expression): Expression {
  const counted: Program = {
    type: program.type,
    names: program.names,
    evaluate: (activation) => {
      expressions += 1;
      return program.evaluate(activation);
    },
  };
  return { source, program: counted };
}

function countingPolicy(compiled: CompiledPolicy): CompiledPolicy {
  return {
    ...compiled,
    variables: new Map([...compiled.variables].map(([name, expression]) => [name, counting(expression)])),
    validations: compiled.validations.map(({ expression, messageExpression, ...rest }) => ({
      ...rest,
      expression: counting(expression),
      ...(messageExpression !== undefined && { messageExpression: counting(messageExpression) }),
    })),
  };
}

const { compiled, bindings } = preparePolicies(await read(policyPath), createValidator(facts));
const policies = compiled.map(countingPolicy);
const engine = new PolicyEngine({ policies, bindings, params: [], namespaces: [], facts });
const start = performance.now();
let objects = 0;
for (const manifest of await read(objectPath)) {
  objects += 1;
  engine.ask({ manifest, operation: 'CREATE' });
}
const milliseconds = performance.now() - start;
process.stdout.write(
  `${JSON.stringify({ milliseconds, objects, expressions, policies: policies.length })}\n`,
);
