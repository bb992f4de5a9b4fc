import * as z from 'zod';

type JsonSchema = Record<string, unknown>;

/** Keywords that OpenAI's strict mode takes; a schema with any other is sent without it. */
const strictKeywords = new Set([
  ...['$schema', '$ref', '$defs', 'title', 'description', 'type', 'enum', 'const', 'anyOf', 'pattern', 'format'],
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);

/** The JSON Schema that a model's answer must fit to be parsed by `schema`; its objects take no other fields. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'object') jsonSchema.additionalProperties ??= false;
    },
  }) as JsonSchema;

/** Does the schema fit OpenAI's strict mode: only keywords that it takes, and every field of a closed object required? */
export function fitsStrictMode(schema: JsonSchema): boolean {
  if (Object.keys(schema).some((keyword) => !strictKeywords.has(keyword))) return false;
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  if (schema.type === 'object') {
    const required = (schema.required ?? []) as string[];
    if (schema.additionalProperties !== false || !Object.keys(properties).every((name) => required.includes(name)))
      return false;
  }
  const children = [properties, schema.$defs ?? {}].flatMap((children) =>
    Object.values(children as Record<string, JsonSchema>),
  );
  const items = schema.items ? [schema.items as JsonSchema] : [];
  return [...children, ...items, ...((schema.anyOf ?? []) as JsonSchema[])].every(fitsStrictMode);
}
