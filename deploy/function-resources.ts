import type { CatalogueFunction } from './catalogue.ts';
import { environmentOf } from './function-environment.ts';
import { getAtt, pascal, type Resources, ref, sub } from './template-syntax.ts';

/** How many run at once, and so how many connections to the database there can be. */
const concurrencyOf = (one: CatalogueFunction): unknown => {
  if (one.kind === 'schedule') return 1;
  if (one.kind === 'step') return ref('StepConcurrency');
  return ref(one.streams ? 'StreamConcurrency' : 'EndpointConcurrency');
};

/** A function from its image, its role with what it needs and no more, and its log. */
export function functionResources(one: CatalogueFunction, all: CatalogueFunction[]): Resources {
  const { name, memory_mb, timeout_seconds, reaches } = one;
  const id = pascal(name);
  const inNetwork = reaches.includes('database');
  return {
    [`${id}Log`]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: sub(`/aws/lambda/\${AWS::StackName}-${name}`), RetentionInDays: ref('LogDays') },
    },
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: { Version: '2012-10-17', Statement: statementsOf(one, all) },
          },
        ],
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: sub(`\${AWS::StackName}-${name}`),
        PackageType: 'Image',
        Code: { ImageUri: ref(`${id}Image`) },
        Architectures: [ref('Architecture')],
        MemorySize: memory_mb,
        Timeout: timeout_seconds,
        ReservedConcurrentExecutions: concurrencyOf(one),
        Role: getAtt(`${id}Role`, 'Arn'),
        LoggingConfig: { LogGroup: ref(`${id}Log`) },
        ...(inNetwork ? { VpcConfig: { SubnetIds: ref('SubnetIds'), SecurityGroupIds: ref('SecurityGroupIds') } } : {}),
        Environment: { Variables: environmentOf(one) },
      },
    },
  };
}

/** What a function may do: write its log, stand in the network where the database is, wake the steps that may follow. */
function statementsOf(one: CatalogueFunction, all: CatalogueFunction[]): object[] {
  const { name, reaches } = one;
  const group = `\${${pascal(name)}Log.Arn}`;
  const statements: object[] = [
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: sub(group) },
  ];
  if (reaches.includes('database'))
    statements.push({
      Effect: 'Allow',
      Action: [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      Resource: '*',
    });
  if (reaches.includes('queues'))
    statements.push({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: wokenBy(one, all) });
  return statements;
}

/** A step wakes the steps of its own agent, whose name its own begins with; everything else may wake any. */
const wokenBy = (one: CatalogueFunction, all: CatalogueFunction[]): object[] => {
  const agent = one.kind === 'step' ? `${one.name.split('-')[0]}-` : '';
  const steps = all.filter(({ kind, name }) => kind === 'step' && name.startsWith(agent));
  return steps.map(({ name }) =>
    sub(`arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${AWS::StackName}-${name}`),
  );
};
