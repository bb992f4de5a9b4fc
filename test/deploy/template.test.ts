import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pascal } from '../../deploy/template-syntax.ts';
import { discoverFunctions } from '../../local/discover-functions.ts';
import { checkTemplate, type Template } from './check-template.ts';

const project = join(import.meta.dirname, '../..');
// biome-ignore lint/suspicious/noExplicitAny: a template's properties are whatever its resources have
type Loose = Template & { Resources: Record<string, { Type: string; Properties: any }> };
const template = (): Loose => parse(readFileSync(join(project, 'deploy/template.yaml'), 'utf8'));
const { endpoints, steps } = await discoverFunctions();

test('the template is valid by the specification of AWS, and within its limits', () => {
  const made = template();
  expect(checkTemplate(made)).toEqual([]);
  expect(Object.keys(made.Resources).length).toBeLessThan(500);
  expect(Object.keys(made.Parameters).length).toBeLessThan(200);
});

test.each<[string, (broken: Loose) => unknown, string]>([
  [
    'a misspelt property',
    ({ Resources: { Chat } }) => ((Chat as Loose['Resources'][string]).Properties.Timout = 3),
    'Chat has no property Timout',
  ],
  ['a missing property', ({ Resources: { Chat } }) => delete Chat?.Properties.Role, 'Chat lacks Role'],
  [
    'a wrong kind of value',
    ({ Resources: { Chat } }) => ((Chat as Loose['Resources'][string]).Properties.MemorySize = 'much'),
    'Chat.MemorySize is not of type integer',
  ],
  [
    'a property inside',
    ({ Resources: { Chat } }) => ((Chat as Loose['Resources'][string]).Properties.VpcConfig.Subnets = []),
    'Chat.VpcConfig has no property Subnets',
  ],
  ['a dangling Ref', ({ Parameters }) => delete Parameters.LogLevel, 'Chat: there is no LogLevel'],
  ['a dangling GetAtt', ({ Resources }) => delete Resources.ChatRole, 'Chat: there is no ChatRole'],
  [
    'an unknown attribute',
    ({ Outputs }) => Object.assign(Outputs.ChatUrl as object, { Value: { 'Fn::GetAtt': ['ChatUrl', 'Address'] } }),
    'Outputs: ChatUrl has no Address',
  ],
  [
    'a dangling name in a text',
    ({ Resources: { Chat } }) =>
      ((Chat as Loose['Resources'][string]).Properties.FunctionName = { 'Fn::Sub': `\${Nothing}` }),
    'Chat: there is no Nothing',
  ],
  [
    'an unknown condition',
    ({ Conditions }) => delete Conditions.HasOpenAiKey,
    'Chat: there is no condition HasOpenAiKey',
  ],
  [
    'an unknown type',
    ({ Resources: { Chat } }) => Object.assign(Chat ?? {}, { Type: 'AWS::Lambda::Fun' }),
    'Chat: there is no type AWS::Lambda::Fun',
  ],
])('%s is found', (_, spoil, fault) => {
  const broken = template();
  spoil(broken);
  expect(checkTemplate(broken)).toContain(fault);
});

test('every function is in it, as it is declared', () => {
  const { Resources } = template();
  const names = readdirSync(join(project, 'functions'));
  const made = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  expect(made.map(([id]) => id).sort()).toEqual(names.map(pascal).sort());
  for (const { step } of steps) {
    const { FunctionName, Timeout } = Resources[pascal(step.name)]?.Properties ?? {};
    expect({ FunctionName, Timeout }).toEqual({
      FunctionName: { 'Fn::Sub': `\${AWS::StackName}-${step.name}` },
      Timeout: step.timeoutSeconds + 30,
    });
  }
  const routes = Object.values(Resources).flatMap(({ Properties }) => Properties.RouteKey ?? []);
  for (const { name, endpoint } of endpoints) {
    const { method, path, otherPaths = [], streams } = endpoint;
    if (streams) expect(Resources[`${pascal(name)}Url`]?.Properties.InvokeMode).toBe('RESPONSE_STREAM');
    else for (const one of [path, ...otherPaths]) expect(routes).toContain(`${method} ${one}`);
  }
});

test('an endpoint that asks models and answers whole gives them less time than it has', () => {
  const { Timeout, Environment } = template().Resources.Analysis?.Properties ?? {};
  const { LLM_REQUEST_TIMEOUT_SECONDS, LLM_TIMEOUT_SECONDS } = Environment.Variables;
  expect(Number(LLM_REQUEST_TIMEOUT_SECONDS)).toBeLessThan(Timeout);
  expect(2 * Number(LLM_TIMEOUT_SECONDS)).toBeLessThan(Number(LLM_REQUEST_TIMEOUT_SECONDS));
  expect(template().Resources.Chat?.Properties.Environment.Variables).not.toHaveProperty('LLM_REQUEST_TIMEOUT_SECONDS');
});

test('a function gets the secrets of what it reaches, and wakes only steps', () => {
  const { Resources } = template();
  const text = (id: string) => JSON.stringify(Resources[id]);
  for (const id of ['Docs', 'Openapi', 'Agents']) expect(text(id)).not.toMatch(/DatabaseSecretArn|OpenAiKey|VpcConfig/);
  expect(text('GetTask')).not.toContain('OpenAiKey');
  expect(text('GetTaskRole')).not.toContain('lambda:InvokeFunction');
  expect(text('CreateTaskRole')).toContain('-research-plan');
  expect(text('ResearchPlanRole')).not.toContain('-analysis-compute');
});
