import type { CatalogueFunction } from './catalogue.ts';
import { pascal, type Resources, ref, sub } from './template-syntax.ts';

const namespace = 'MultiAgent';

interface Watched {
  says: string;
  metric: string;
  statistic: 'Sum' | 'Maximum';
  /** The alarm is raised from this value on. */
  from: number;
  minutes: number;
  /** AWS' own metric of a function, or one of ours, by stack. */
  functionName?: string;
}

const alarm = ({ says, metric, statistic, from, minutes, functionName }: Watched): Resources[string] => ({
  Type: 'AWS::CloudWatch::Alarm',
  Condition: 'HasAlarmTopic',
  Properties: {
    AlarmDescription: says,
    Namespace: functionName ? 'AWS/Lambda' : sub(`${namespace}/\${AWS::StackName}`),
    MetricName: metric,
    ...(functionName
      ? { Dimensions: [{ Name: 'FunctionName', Value: sub(`\${AWS::StackName}-${functionName}`) }] }
      : {}),
    Statistic: statistic,
    Period: 60,
    EvaluationPeriods: minutes,
    Threshold: from,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [ref('AlarmTopicArn')],
    OKActions: [ref('AlarmTopicArn')],
  },
});

/** Alarms on one function: it fails, it is held back, or it comes near its time-out. */
export function functionAlarms(one: CatalogueFunction): Resources {
  const { name: functionName, timeout_seconds } = one;
  const id = pascal(functionName);
  const watch = (more: Omit<Watched, 'functionName'>) => alarm({ functionName, ...more });
  // A stream lasts as long as somebody reads it, and a step works until its time is nearly up where there is work.
  const ends = one.kind === 'schedule' || (one.kind === 'endpoint' && !one.streams);
  const near = timeout_seconds * 800;
  const slow = watch({ says: 'Near its time-out', metric: 'Duration', statistic: 'Maximum', from: near, minutes: 3 });
  return {
    [`${id}Errors`]: watch({ says: 'Fails', metric: 'Errors', statistic: 'Sum', from: 1, minutes: 2 }),
    [`${id}Throttles`]: watch({ says: 'Is held back', metric: 'Throttles', statistic: 'Sum', from: 1, minutes: 5 }),
    ...(ends ? { [`${id}Slow`]: slow } : {}),
  };
}

/** What the sweep logs each minute as metrics, and alarms on them: work waits, or nobody brings it to an end. */
export function queueAlarms(sweep: string): Resources {
  const counted = (field: string, metric: string): Resources[string] => ({
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: ref(`${pascal(sweep)}Log`),
      FilterPattern: `{ $.${field} = * }`,
      MetricTransformations: [
        { MetricNamespace: sub(`${namespace}/\${AWS::StackName}`), MetricName: metric, MetricValue: `$.${field}` },
      ],
    },
  });
  const [age, dead] = ['QueueOldestReadySeconds', 'DeadLetters'];
  return {
    QueueAge: counted('oldest_ready_seconds', age),
    QueueDead: counted('dead', dead),
    QueueAgeHigh: alarm({ says: 'Jobs wait for minutes', metric: age, statistic: 'Maximum', from: 180, minutes: 3 }),
    DeadLettersFound: alarm({
      says: 'Tasks failed: no run of a step came to its end',
      metric: dead,
      statistic: 'Sum',
      from: 1,
      minutes: 1,
    }),
  };
}
