import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  ImageNotFoundException,
  LifecyclePolicyNotFoundException,
  PutLifecyclePolicyCommand,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import { SetupError } from '../shared/errors.ts';
import type { ImageRegistry } from './image-registry.ts';

/** Images of one function that are kept: the newest, among which is the one in use, and those to roll back to. */
const kept = 20;

const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Images that have lost their tag',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: `All but the newest ${kept}`,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: kept },
      action: { type: 'expire' },
    },
  ],
});

/** The registry of the AWS account and region that the environment names. */
export function openEcr(): ImageRegistry {
  const client = new ECRClient();
  return {
    async repositories(prefix) {
      const found = new Map<string, string>();
      for await (const { repositories = [] } of paginateDescribeRepositories({ client }, {}))
        for (const { repositoryName = '', repositoryUri = '' } of repositories)
          if (repositoryName.startsWith(prefix)) found.set(repositoryName, repositoryUri);
      return found;
    },
    async createRepository(repositoryName) {
      const { repository } = await client.send(
        new CreateRepositoryCommand({
          repositoryName,
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: { scanOnPush: true },
        }),
      );
      if (repository?.repositoryUri) return repository.repositoryUri;
      throw new SetupError(`ECR did not say where the repository ${repositoryName} is.`);
    },
    async keepTidy(repositoryName) {
      const has = await client
        .send(new GetLifecyclePolicyCommand({ repositoryName }))
        .then(() => true, noneIs(LifecyclePolicyNotFoundException, false));
      if (has) return false;
      await client.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: lifecycle }));
      return true;
    },
    async findImage(repositoryName, imageTag) {
      const answer = await client
        .send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }))
        .catch(noneIs(ImageNotFoundException, undefined));
      return answer?.imageDetails?.[0]?.imageDigest;
    },
    async login() {
      const { authorizationData } = await client.send(new GetAuthorizationTokenCommand());
      const [user, password] = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64')
        .toString()
        .split(':');
      if (user && password) return { user, password };
      throw new SetupError('ECR gave no token to log in with.');
    },
  };
}

/** What stands for an error that says that there is none; any other error goes on. */
const noneIs =
  <Value>(kind: abstract new (...given: never[]) => Error, value: Value) =>
  (error: unknown): Value => {
    if (error instanceof kind) return value;
    throw error;
  };
