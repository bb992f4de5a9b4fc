import { describe, expect, test } from 'vitest';
import { signAws } from './sign-aws.ts';

const aws = {
  region: 'us-east-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const url = new URL('https://example.amazonaws.com/');
const now = new Date('2015-08-30T12:36:00Z');

describe("AWS' signature", () => {
  // From the test suite that AWS publishes for signature version 4.
  test.each([
    ['GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  ])('is the published one for a plain %s', (method, signature) => {
    const { authorization } = signAws({ method, url, headers: {}, body: '' }, 'service', now, aws);
    expect(authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
        `SignedHeaders=host;x-amz-date, Signature=${signature}`,
    );
  });

  test('covers the session token', () => {
    const signed = signAws({ method: 'GET', url, headers: {}, body: '' }, 'service', now, {
      ...aws,
      sessionToken: 'T',
    });
    expect(signed['x-amz-security-token']).toBe('T');
    expect(signed.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
  });
});
