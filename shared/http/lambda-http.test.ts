import { contractEvent } from '../testing/contract-event.ts';
import { describeHttpContract, type WireAnswer, type WireRequest } from '../testing/http-contract.ts';

describeHttpContract('a handler that gets the API Gateway event', async (request: WireRequest): Promise<WireAnswer> => {
  const { called, event } = contractEvent(request);
  const result = await called.handler(event);
  const chunks = [result.body ?? ''];
  for await (const chunk of result.stream ?? []) chunks.push(Buffer.from(chunk).toString());
  return { status: result.statusCode, headers: result.headers, text: chunks.join('') };
});
