import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** One request that arrived: the operation and what it was given. */
export interface EcrCall {
  operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the SDK sends
  input: any;
}

/** What a registry has: its repositories, their policies, and their images' digests by `repository:tag`. */
export interface EcrState {
  repositories: Set<string>;
  policies: Map<string, string>;
  images: Map<string, string>;
}

export interface LentEcr extends AsyncDisposable, EcrState {
  url: string;
  calls: EcrCall[];
  /** Operations that are refused, with AWS' name of the reason. */
  refused: Map<string, string>;
}

export const ecrHost = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
export const ecrPassword = 'a-password-of-this-test';

/** Answers as Amazon ECR does, as far as deploying needs it (https://docs.aws.amazon.com/AmazonECR/latest/APIReference). */
export async function lendEcr(): Promise<LentEcr> {
  const calls: EcrCall[] = [];
  const state: EcrState = { repositories: new Set(), policies: new Map(), images: new Map() };
  const refused = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const input = await json(request);
    calls.push({ operation, input } as EcrCall);
    const reason = refused.get(operation);
    const answer =
      reason === undefined ? (operations[operation]?.(state, input) ?? failure('UnknownOperation')) : failure(reason);
    response
      .writeHead(answer.__type ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...state,
    calls,
    refused,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface EcrAnswer {
  __type?: string;
  [name: string]: unknown;
}

const failure = (type: string): EcrAnswer => ({ __type: type, message: `${type}, says this test` });

const describe = (name: string) => ({ repositoryName: name, repositoryUri: `${ecrHost}/${name}` });

// biome-ignore lint/suspicious/noExplicitAny: whatever the SDK sends
const operations: Record<string, (state: EcrState, input: any) => EcrAnswer> = {
  DescribeRepositories({ repositories }, { nextToken }) {
    // Two pages, as a registry with many repositories gives them.
    const all = [...repositories].sort();
    const first = Math.ceil(all.length / 2);
    if (nextToken) return { repositories: all.slice(first).map(describe) };
    return { repositories: all.slice(0, first).map(describe), ...(all.length > 1 ? { nextToken: 'more' } : {}) };
  },
  CreateRepository({ repositories }, { repositoryName }) {
    if (repositories.has(repositoryName)) return failure('RepositoryAlreadyExistsException');
    repositories.add(repositoryName);
    return { repository: describe(repositoryName) };
  },
  GetLifecyclePolicy({ policies }, { repositoryName }) {
    const lifecyclePolicyText = policies.get(repositoryName);
    return lifecyclePolicyText ? { lifecyclePolicyText } : failure('LifecyclePolicyNotFoundException');
  },
  PutLifecyclePolicy({ policies }, { repositoryName, lifecyclePolicyText }) {
    policies.set(repositoryName, lifecyclePolicyText);
    return {};
  },
  DescribeImages({ images }, { repositoryName, imageIds: [{ imageTag }] }) {
    const imageDigest = images.get(`${repositoryName}:${imageTag}`);
    return imageDigest ? { imageDetails: [{ imageDigest }] } : failure('ImageNotFoundException');
  },
  GetAuthorizationToken() {
    const authorizationToken = Buffer.from(`AWS:${ecrPassword}`).toString('base64');
    return { authorizationData: [{ authorizationToken, proxyEndpoint: `https://${ecrHost}` }] };
  },
  /** What Docker's own protocol does elsewhere. */
  Push({ images }, { image }) {
    images.set(image, `sha256:${createHash('sha256').update(image).digest('hex')}`);
    return {};
  },
};
