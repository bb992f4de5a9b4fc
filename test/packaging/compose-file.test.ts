import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultsOf, readServices, type Service } from './compose-rules.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const services = readServices(read('docker-compose.yml'));
const namesIn = (profile?: string) =>
  Object.keys(services)
    .filter((name) => services[name]?.profiles?.[0] === profile)
    .sort();

test.each(Object.entries(services))('%s keeps the rules of services', (name, service) => {
  expect(faultsOf(name, service)).toEqual([]);
});

const broken: [string, Partial<Service>][] = [
  ['its image can be named by a variable', { image: 'nginx:1.28' }],
  ['its image has a tag that stays', { image: services.nginx?.image?.replace(/:1.*/, ':latest}') ?? '' }],
  ['its image has a tag that stays', { image: services.nginx?.image?.replace(/:1.*/, '}') ?? '' }],
  ['it starts again', { restart: 'sometimes' }],
  ['it writes nowhere but where it must', { read_only: false }],
  ['it gives every capability up', { cap_drop: ['CHOWN'] }],
  ['it takes none back', { cap_add: ['NET_ADMIN'] }],
  ['it gains no privilege', { security_opt: [] }],
  ['it is not root', { user: '0:0' }],
  ['its log has an end', { logging: {} }],
  ['it has limits', { deploy: { resources: { limits: { memory: '1g' } } } }],
  ['only this machine reaches its ports', { ports: ['80:80'] }],
  ['it changes only data and logs', { volumes: ['./nginx:/etc/nginx'] }],
  ['others are waited for', { depends_on: { api: {} } }],
  ['its image can run the check', { healthcheck: { test: ['CMD', 'python3', '--version'] } }],
  ['OPENAI_API_KEY comes by a file', { environment: { OPENAI_API_KEY: 'sk-1' } }],
];

test.each(broken)('a service of which is not so that %s is found', (rule, change) => {
  expect(faultsOf('nginx', { ...services.nginx, ...change })).toEqual([`nginx: not so: ${rule}`]);
});

test('the whole system is what is up by default', () => {
  const system = ['api', 'grafana', 'migrate', 'multi-agent-system', 'nginx', 'postgres', 'postgres-exporter'];
  expect(namesIn()).toEqual([...system, 'prepare-folders', 'prometheus', 'redis', 'redis-exporter']);
  expect(namesIn('scale')).toEqual(['worker']);
  expect(namesIn('dev')).toEqual(['jupyter']);
});

test('every image that is not built here is from a registry that is named', () => {
  const pulled = Object.values(services).filter(
    ({ build, image }) => !build && !image?.includes('multi-agent-system/'),
  );
  const names = pulled.map(({ image }) => /^\$\{[A-Z_]+:-(.+)\}$/.exec(image ?? '')?.[1] ?? image);
  expect(names.length).toBeGreaterThan(5);
  expect(
    names.filter(
      (name) => !/^(public\.ecr\.aws|quay\.io|oliver006|grafana)\/\S+:(v?\d+\.\d|\d{4}-\d\d-\d\d$)/.test(name ?? ''),
    ),
  ).toEqual([]);
});
