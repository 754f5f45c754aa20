// `node scripts/report-schema.mjs`: writes docs/validation-report.schema.json from the types of the validation report.
// A test (libs/validator) generates it again and compares, so that the published schema cannot fall behind the code.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const schemaFile = path.join(root, 'docs/validation-report.schema.json');
const source = path.join(root, 'libs/validation/src/report/validation-report.ts');

const comment = (symbol, checker) => ts.displayPartsToString(symbol?.getDocumentationComment(checker)).replaceAll('\n', ' ').trim();

/** JSON Schema of a TypeScript type that is plain JSON. Named interfaces become definitions. */
function schemaOf(type, checker, definitions) {
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
  if (type.flags & ts.TypeFlags.String) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.isUnion()) return unionOf(type, checker, definitions);
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type).map((one) => schemaOf(one, checker, definitions));
    return { type: 'array', prefixItems: items, items: false, minItems: items.length };
  }
  if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0], checker, definitions) };
  if (type.flags & ts.TypeFlags.Object) return objectOf(type, checker, definitions);
  throw new Error(`the report holds a type that is not plain JSON: ${checker.typeToString(type)}`);
}

function unionOf(type, checker, definitions) {
  const members = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined));
  const isBoolean = members.filter((one) => one.flags & ts.TypeFlags.BooleanLiteral).length === 2;
  const literals = members.filter((one) => one.isStringLiteral());
  const rest = members.filter((one) => !one.isStringLiteral() && !(isBoolean && one.flags & ts.TypeFlags.BooleanLiteral));
  const parts = [
    ...(literals.length > 0 ? [{ enum: literals.map((one) => one.value) }] : []),
    ...(isBoolean ? [{ type: 'boolean' }] : []),
    ...rest.map((one) => schemaOf(one, checker, definitions)),
  ];
  return parts.length === 1 ? parts[0] : { anyOf: parts };
}

function objectOf(type, checker, definitions) {
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (index) return { type: 'object', additionalProperties: schemaOf(index.type, checker, definitions) };
  const name = type.symbol.name;
  const isNamed = name !== '__type' && name !== '__object';
  if (isNamed && definitions[name]) return { $ref: `#/$defs/${name}` };
  const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
  // Entered before its members are read: a type may hold itself.
  if (isNamed) definitions[name] = schema;
  const about = comment(type.symbol, checker);
  if (about) schema.description = about;
  for (const property of checker.getPropertiesOfType(type)) {
    const of = checker.getTypeOfSymbol(property);
    const description = comment(property, checker);
    const own = schemaOf(of, checker, definitions);
    schema.properties[property.name] = description ? { ...own, description } : own;
    if (!(property.flags & ts.SymbolFlags.Optional)) schema.required.push(property.name);
  }
  return isNamed ? { $ref: `#/$defs/${name}` } : schema;
}

/** What `justera validate --json` prints for one file; for several it prints an array of these. */
export function generateSchema() {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config.compilerOptions;
  const { options } = ts.convertCompilerOptionsFromJson(config, root);
  const program = ts.createProgram([source], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(source);
  const symbol = checker.getExportsOfModule(checker.getSymbolAtLocation(file)).find((one) => one.name === 'ValidationReport');
  const definitions = {};
  schemaOf(checker.getDeclaredTypeOfSymbol(symbol), checker, definitions);
  const { ValidationReport: report, ...rest } = definitions;
  const { description, ...shape } = report;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:justera:validation-report:1',
    title: 'Justera validation report',
    description,
    ...shape,
    properties: { file: { type: 'string', description: 'The file as it was named to the validator.' }, ...shape.properties },
    $defs: rest,
  };
}

export const text = () => `${JSON.stringify(generateSchema(), null, 2)}\n`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(schemaFile, text());
