/** Resources of a template by their logical names. */
export type Resources = Record<string, { Type: string; Condition?: string; Properties: Record<string, unknown> }>;

export const ref = (name: string) => ({ Ref: name });
export const sub = (text: string) => ({ 'Fn::Sub': text });
export const getAtt = (resource: string, attribute: string) => ({ 'Fn::GetAtt': [resource, attribute] });
export const onlyIf = (condition: string, value: unknown) => ({
  'Fn::If': [condition, value, ref('AWS::NoValue')],
});

/** `create-task` as a logical name: `CreateTask`. */
export const pascal = (name: string): string =>
  name.replaceAll(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
