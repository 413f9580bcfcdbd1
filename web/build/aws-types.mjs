// Writes the TypeScript types of AWS's operations from the contract, so that the
// console's calls are checked like any program's (npm run generate).
import { readFile, writeFile } from 'node:fs/promises';

const services = [
  ['sagemaker', 'SageMaker'],
  ['a2i-runtime', 'Runtime'],
];

const scalars = {
  string: 'string',
  integer: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  boolean: 'boolean',
};

/** typeOf names the TypeScript type of a shape; structures have interfaces of their own. */
function typeOf(name, shapes) {
  const shape = shapes[name];
  switch (shape.kind) {
    case 'structure':
      return name;
    case 'list':
      return `${arrayOf(typeOf(shape.item, shapes))}`;
    case 'map':
      return `Record<string, ${typeOf(shape.value, shapes)}>`;
    case 'timestamp':
      return shape.format === 'iso8601' ? 'string' : 'number';
    case 'string':
      return shape.enum ? shape.enum.map((value) => `'${value}'`).join(' | ') : 'string';
    default:
      if (!scalars[shape.kind]) throw new Error(`${name}: no type is known for ${shape.kind}`);
      return scalars[shape.kind];
  }
}

const arrayOf = (type) => (type.includes(' ') ? `(${type})[]` : `${type}[]`);

function structure(name, shapes) {
  const members = Object.entries(shapes[name].members ?? {}).map(
    ([member, { shape, required }]) => `    ${member}${required ? '' : '?'}: ${typeOf(shape, shapes)};`,
  );
  return members.length === 0
    ? `  export type ${name} = Record<string, never>;`
    : `  export interface ${name} {\n${members.join('\n')}\n  }`;
}

function operations({ operations }) {
  const lines = Object.entries(operations).map(
    ([name, { input, output }]) => `    ${name}: { input: ${input}; output: ${output} };`,
  );
  return `  export interface Operations {\n${lines.join('\n')}\n  }`;
}

async function namespace([file, name]) {
  const contract = JSON.parse(
    await readFile(new URL(`../../contract/${file}.json`, import.meta.url), 'utf8'),
  );
  const structures = Object.keys(contract.shapes)
    .filter((shape) => contract.shapes[shape].kind === 'structure' && !contract.shapes[shape].error)
    .map((shape) => structure(shape, contract.shapes));
  return `export namespace ${name} {\n${[...structures, operations(contract)].join('\n\n')}\n}\n`;
}

const parts = await Promise.all(services.map(namespace));
const head =
  '// Written from the contract by build/aws-types.mjs; do not edit. Times of SageMaker are\n// seconds since 1970 (UTC), those of the runtime RFC 3339.\n\n';
await writeFile(new URL('../api/aws.gen.d.ts', import.meta.url), head + parts.join('\n'));
