import { parse } from 'yaml';

/** The part of a service in a Compose file that the rules look at. */
export interface Service {
  image?: string;
  user?: string;
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  privileged?: boolean;
  security_opt?: string[];
  logging?: { options?: { 'max-size'?: string; 'max-file'?: string } };
  deploy?: { resources?: { limits?: { memory?: string; pids?: number } } };
  healthcheck?: { test?: string[] };
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition?: string }>;
  build?: { dockerfile?: string; args?: Record<string, string> };
  profiles?: string[];
}

/** The services of a Compose file, with what its anchors stand for. */
export function readServices(text: string): Record<string, Service> {
  return (parse(text, { merge: true, maxAliasCount: -1 }) as { services: Record<string, Service> }).services;
}

/** Why services may go without a health check. */
const unchecked: Record<string, RegExp> = {
  'ends by itself': /^(migrate|prepare-folders)$/,
  'its image has no shell': /^(redis|postgres)-exporter$/,
  'listens nowhere': /^worker$/,
  'a check would be an invocation': /^lambda-(?!api$)/,
};
/** Those that begin as root, to take over folders, and give it up. */
const beginsAsRoot = /^(postgres|prepare-folders)$/;
/** Names of what must come by a file; an empty value only keeps that of `.env` away. */
const secretName = /(PASSWORD|PASS|TOKEN|KEY|KEYS|SECRET|DATABASE_URL|REDIS_URL)$/;
/** What cannot come by a file: one is made into a file, the other is to be changed at the first login. */
const openSecrets = new Set(['prepare-folders POSTGRES_PASSWORD', 'grafana GF_SECURITY_ADMIN_PASSWORD']);
/** What public images have to check themselves with. */
const checks = /^(CMD,node,-e,|CMD,redis-cli,ping$|CMD,promtool,check,healthy|CMD-SHELL,(exec pg_isready|wget|curl) )/;

/** What is wrong with one service, in words; empty where it keeps every rule. */
export function faultsOf(name: string, service: Service): string[] {
  const { image = '', ports = [], volumes = [], environment = {}, depends_on = {}, healthcheck } = service;
  const limits = service.deploy?.resources?.limits;
  const log = service.logging?.options;
  const rules: [string, boolean][] = [
    ['its image can be named by a variable', /^\$\{[A-Z_]+:-[^}]+\}/.test(image)],
    ['its image has a tag that stays', /:(\$\{[A-Z_]+:-)?[\w.-]+\}?$/.test(image) && !/latest/.test(image)],
    ['it starts again', /^(unless-stopped|on-failure:\d|no)$/.test(service.restart ?? '')],
    ['it writes nowhere but where it must', service.read_only === true],
    ['it gives every capability up', service.cap_drop?.join() === 'ALL' && service.privileged !== true],
    ['it takes none back', !service.cap_add || beginsAsRoot.test(name)],
    ['it gains no privilege', service.security_opt?.includes('no-new-privileges:true') === true],
    ['it is not root', service.user === '1000:1000' || beginsAsRoot.test(name)],
    ['its log has an end', Boolean(log?.['max-size'] && log['max-file'])],
    ['it has limits', Boolean(limits?.memory && limits.pids)],
    ['only this machine reaches its ports', ports.every((port) => /^(\$\{\w+_BIND:-)?127\.0\.0\.1\}?:/.test(port))],
    ['it changes only data and logs', volumes.every((one) => /:ro$|^\.\/(data|logs)[/:]/.test(one))],
    ['others are waited for', Object.values(depends_on).every(({ condition }) => Boolean(condition))],
    ['it is checked', Boolean(healthcheck) !== Object.values(unchecked).some((names) => names.test(name))],
    ['its image can run the check', !healthcheck || checks.test(healthcheck.test?.join() ?? '')],
    ...Object.entries(environment).map(([variable, value]): [string, boolean] => [
      `${variable} comes by a file`,
      !secretName.test(variable) || value === '' || openSecrets.has(`${name} ${variable}`),
    ]),
  ];
  return rules.filter(([, kept]) => !kept).map(([rule]) => `${name}: not so: ${rule}`);
}
