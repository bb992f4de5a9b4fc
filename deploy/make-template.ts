import { functionAlarms, queueAlarms } from './alarm-resources.ts';
import type { CatalogueFunction } from './catalogue.ts';
import { entryResources } from './entry-resources.ts';
import { functionResources } from './function-resources.ts';
import { getAtt, pascal, type Resources, ref } from './template-syntax.ts';

const text = (description: string, standard?: string) => ({
  Type: 'String',
  Description: description,
  ...(standard === undefined ? {} : { Default: standard }),
});
const count = (description: string, standard: number) => ({
  Type: 'Number',
  Description: description,
  Default: standard,
  MinValue: 1,
});

const parameters = {
  SubnetIds: {
    Type: 'List<AWS::EC2::Subnet::Id>',
    Description: 'Private subnets that reach the database and, by NAT, providers and AWS',
  },
  SecurityGroupIds: { Type: 'List<AWS::EC2::SecurityGroup::Id>', Description: 'Groups that the database admits' },
  DatabaseHost: text('Address of RDS, Aurora or an RDS Proxy (PostgreSQL 15 or later)'),
  DatabasePort: count('Its port', 5432),
  DatabaseName: text('The database', 'agents'),
  DatabaseSecretArn: text('Secret with username and password, as RDS makes it'),
  ApiKeysSecretArn: text('Secret that holds API_KEYS: name:KEY,name:KEY'),
  OpenAiKeySecretArn: text('Secret that holds a key of OpenAI', ''),
  DeepSeekKeySecretArn: text('Secret that holds a key of DeepSeek', ''),
  AnthropicKeySecretArn: text('Secret that holds a key of Anthropic', ''),
  LlmProvider: text('LLM_PROVIDER', ''),
  LlmModel: text('LLM_MODEL', ''),
  LlmBaseUrl: text('LLM_BASE_URL', ''),
  LlmDailyBudgetUsd: text('LLM_DAILY_BUDGET_USD', ''),
  RateLimitPerMinute: text('RATE_LIMIT_PER_MINUTE, of each process', '600'),
  LogLevel: text('LOG_LEVEL', 'info'),
  LogDays: { ...count('Days that logs are kept', 30), AllowedValues: [1, 3, 5, 7, 14, 30, 60, 90, 180, 365] },
  Architecture: { ...text('What the images are built for', 'arm64'), AllowedValues: ['arm64', 'x86_64'] },
  EndpointConcurrency: count('Requests that one endpoint serves at once', 3),
  StreamConcurrency: count('Streams that one function sends at once', 5),
  StepConcurrency: count('Invocations of one step at once, of ten jobs each', 2),
  AlarmTopicArn: text('SNS topic that alarms go to; none: no alarms are made', ''),
};

const isSet = (parameter: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [ref(parameter), ''] }] });

/** The CloudFormation template of the whole system from the catalogue of the build. */
export function makeTemplate(functions: CatalogueFunction[]) {
  const merged = (parts: Resources[]): Resources => Object.assign({}, ...parts);
  const streams = functions.filter((one) => one.kind === 'endpoint' && one.streams);
  const sweep = functions.find(({ kind }) => kind === 'schedule');
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Multi-agent system: one Lambda function a handler, on a Postgres that is there already',
    Parameters: {
      ...parameters,
      ...Object.fromEntries(functions.map(({ name }) => [`${pascal(name)}Image`, text(`Image of ${name}, by digest`)])),
    },
    Conditions: {
      HasOpenAiKey: isSet('OpenAiKeySecretArn'),
      HasDeepSeekKey: isSet('DeepSeekKeySecretArn'),
      HasAnthropicKey: isSet('AnthropicKeySecretArn'),
      HasAlarmTopic: isSet('AlarmTopicArn'),
    },
    Resources: {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { Name: ref('AWS::StackName'), ProtocolType: 'HTTP' },
      },
      ApiStage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
      },
      ...merged(
        functions.map((one) => ({
          ...functionResources(one, functions),
          ...entryResources(one),
          ...functionAlarms(one),
        })),
      ),
      ...(sweep ? queueAlarms(sweep.name) : {}),
    },
    Outputs: {
      ApiUrl: { Description: 'Every endpoint that does not stream', Value: getAtt('Api', 'ApiEndpoint') },
      ...Object.fromEntries(
        streams.map(({ name }) => [
          `${pascal(name)}Url`,
          { Description: `The stream of ${name}`, Value: getAtt(`${pascal(name)}Url`, 'FunctionUrl') },
        ]),
      ),
    },
  };
}
