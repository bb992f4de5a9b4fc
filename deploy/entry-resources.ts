import type { CatalogueFunction } from './catalogue.ts';
import { getAtt, pascal, type Resources, ref, sub } from './template-syntax.ts';

/** What calls a function: the HTTP API, a URL of its own where it streams, other functions, or the clock. */
export function entryResources(one: CatalogueFunction): Resources {
  if (one.kind === 'step') return { ...invokedOnce(one.name) };
  if (one.kind === 'schedule') return { ...invokedOnce(one.name), ...eachMinute(one.name) };
  return one.streams ? ownUrl(one.name) : routes(one);
}

/** What an invocation misses the sweep finds within a minute; repeating it would only hold up the queue. */
const invokedOnce = (name: string): Resources => ({
  [`${pascal(name)}Invocations`]: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: ref(pascal(name)),
      Qualifier: '$LATEST',
      MaximumEventAgeInSeconds: 60,
      MaximumRetryAttempts: 0,
    },
  },
});

function eachMinute(name: string): Resources {
  const id = pascal(name);
  return {
    [`${id}Clock`]: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        Targets: [{ Id: name, Arn: getAtt(id, 'Arn') }],
      },
    },
    [`${id}ByClock`]: permission(id, 'events.amazonaws.com', { SourceArn: getAtt(`${id}Clock`, 'Arn') }),
  };
}

const permission = (id: string, principal: string, more: Record<string, unknown>): Resources[string] => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: ref(id), Action: 'lambda:InvokeFunction', Principal: principal, ...more },
});

/** Keys are checked by the function itself, as everywhere; AWS asks for both permissions. */
function ownUrl(name: string): Resources {
  const id = pascal(name);
  return {
    [`${id}Url`]: {
      Type: 'AWS::Lambda::Url',
      Properties: { TargetFunctionArn: getAtt(id, 'Arn'), AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' },
    },
    [`${id}ByUrl`]: permission(id, '*', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
    [`${id}ThroughUrl`]: permission(id, '*', { InvokedViaFunctionUrl: true }),
  };
}

function routes({ name, method, paths }: CatalogueFunction & { kind: 'endpoint' }): Resources {
  const id = pascal(name);
  // A page names its files relative to itself, and so stands at the address with the slash too.
  const all = paths.flatMap((path) => (path.endsWith('/{file}') ? [path, path.slice(0, -'{file}'.length)] : [path]));
  const route = (path: string, at: number): Resources => ({
    [`${id}Route${at || ''}`]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: ref('Api'),
        RouteKey: `${method} ${path}`,
        Target: sub(`integrations/\${${id}Integration}`),
      },
    },
  });
  return {
    [`${id}Integration`]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: getAtt(id, 'Arn'),
        PayloadFormatVersion: '2.0',
      },
    },
    ...Object.assign({}, ...all.map(route)),
    [`${id}ByApi`]: permission(id, 'apigateway.amazonaws.com', {
      SourceArn: sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*`),
    }),
  };
}
