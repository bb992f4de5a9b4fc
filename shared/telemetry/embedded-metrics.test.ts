import { expect, test } from 'vitest';
import { embeddedMetrics } from './embedded-metrics.ts';
import { createMetrics } from './metrics.ts';

test('what changed is told in the embedded metric format, once, a line for each set of labels', () => {
  const metrics = createMetrics();
  const lines = embeddedMetrics(metrics);
  const about = (name: string) =>
    lines(1764000000000)
      .map((line) => JSON.parse(line))
      .filter((line) => name in line);
  lines(0);
  metrics.requestDuration.observe({ function: 'get-task', status_class: '2xx' }, 0.25);
  metrics.requestDuration.observe({ function: 'get-task', status_class: '2xx' }, 0.5);
  metrics.requestDuration.observe({ function: 'get-task', status_class: '4xx' }, 0.125);
  const told = about('http_server_request_duration_seconds_sum');
  expect(told).toHaveLength(2);
  expect(told[0]).toEqual({
    _aws: {
      Timestamp: 1764000000000,
      CloudWatchMetrics: [
        {
          Namespace: 'MultiAgent',
          Dimensions: [['function', 'status_class']],
          Metrics: [
            { Name: 'http_server_request_duration_seconds_sum', Unit: 'Seconds' },
            { Name: 'http_server_request_duration_seconds_count', Unit: 'None' },
          ],
        },
      ],
    },
    function: 'get-task',
    status_class: '2xx',
    http_server_request_duration_seconds_sum: 0.75,
    http_server_request_duration_seconds_count: 2,
  });
  expect(about('http_server_request_duration_seconds_sum')).toEqual([]);
  metrics.requestDuration.observe({ function: 'get-task', status_class: '2xx' }, 1);
  expect(about('http_server_request_duration_seconds_sum')).toMatchObject([
    { http_server_request_duration_seconds_sum: 1, http_server_request_duration_seconds_count: 1 },
  ]);
});
