import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';

/** A template as far as it is looked at. */
export interface Template {
  Parameters: Record<string, object>;
  Conditions: Record<string, object>;
  Resources: Record<string, { Type: string; Condition?: string; Properties?: Record<string, unknown> }>;
  Outputs: Record<string, unknown>;
}

type Properties = Resource['properties'];

const pseudo = /^AWS::(StackName|Region|AccountId|Partition|NoValue|URLSuffix)$/;
let database: SpecDatabase | undefined;

/** What AWS' own specification of resources has against a template: unknown types, properties and attributes, missing or wrong values, dangling references. */
export function checkTemplate(template: Template): string[] {
  database ??= loadAwsServiceSpecSync();
  const db = database;
  const faults: string[] = [];
  const resourceOf = (type: string): Resource | undefined =>
    db.lookup('resource', 'cloudFormationType', 'equals', type)[0];

  const refer = (name: string, at: string) => {
    if (!(name in template.Parameters || name in template.Resources || pseudo.test(name)))
      faults.push(`${at}: there is no ${name}`);
  };
  const getAttribute = (name: string, attribute: string, at: string) => {
    const resource = resourceOf(template.Resources[name]?.Type ?? '');
    if (!resource) faults.push(`${at}: there is no ${name}`);
    else if (!(attribute in resource.attributes)) faults.push(`${at}: ${name} has no ${attribute}`);
  };
  const follow = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'Ref') refer(String(inner), at);
      else if (key === 'Fn::GetAtt') getAttribute(inner[0], inner[1], at);
      else if (key === 'Fn::Sub')
        for (const [, name = '', attribute] of String(inner).matchAll(/\$\{([\w:]+)(?:\.([\w.]+))?\}/g))
          attribute ? getAttribute(name, attribute, at) : refer(name, at);
      else if (key === 'Fn::If' && !(inner[0] in template.Conditions))
        faults.push(`${at}: there is no condition ${inner[0]}`);
      follow(inner, at);
    }
  };
  const checkProperties = (given: Record<string, unknown>, known: Properties, at: string): void => {
    for (const [name, { required }] of Object.entries(known))
      if (required && !(name in given)) faults.push(`${at} lacks ${name}`);
    for (const [name, value] of Object.entries(given)) {
      const property = known[name];
      if (property) checkValue(value, property.type, `${at}.${name}`);
      else faults.push(`${at} has no property ${name}`);
    }
  };
  const checkValue = (value: unknown, type: PropertyType, at: string): void => {
    if (isComputed(value)) return;
    if (type.type === 'ref') {
      const { properties } = db.get('typeDefinition', type.reference.$ref);
      checkProperties(value as Record<string, unknown>, properties, at);
    } else if (type.type === 'array') {
      if (!Array.isArray(value)) faults.push(`${at} is not a list`);
      else for (const [index, one] of value.entries()) checkValue(one, type.element, `${at}[${index}]`);
    } else if (type.type === 'map') {
      for (const [name, one] of Object.entries(value as object)) checkValue(one, type.element, `${at}.${name}`);
    } else if (!suits(value, type.type)) faults.push(`${at} is not of type ${type.type}`);
  };
  for (const [id, { Type, Condition, Properties = {} }] of Object.entries(template.Resources)) {
    const resource = resourceOf(Type);
    if (resource) checkProperties(Properties, resource.properties, id);
    else faults.push(`${id}: there is no type ${Type}`);
    if (Condition && !(Condition in template.Conditions)) faults.push(`${id}: there is no condition ${Condition}`);
    follow(Properties, id);
  }
  follow(template.Conditions, 'Conditions');
  follow(template.Outputs, 'Outputs');
  return faults;
}

const isComputed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && /^(Ref|Fn::\w+)$/.test(Object.keys(value)[0] ?? '');

const simple: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
};
const suits = (value: unknown, type: string): boolean => simple[type]?.(value) ?? true;
