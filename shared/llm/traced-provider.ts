import { config } from '../config.ts';
import { tracer } from '../telemetry/live-tracer.ts';
import { currentTrace, formatTraceparent, streamWithTrace, withTrace } from '../telemetry/trace-context.ts';
import type { Span } from '../telemetry/tracer.ts';
import type { ModelMessage, ModelRequest, ModelUsage } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ModelProvider } from './model-provider.ts';

/** A provider whose calls are spans, named and described as OpenTelemetry's conventions for generative AI want it. */
export const tracedProvider = (provider: ModelProvider): ModelProvider => ({
  ...provider,
  ...tracedPost(provider),
  async call(request, signal) {
    const span = startCall(provider, request);
    try {
      const reply = await withTrace(span.context, () => provider.call(request, signal));
      span.set(usageOf(reply.usage));
      span.set({ 'gen_ai.response.finish_reasons': [reply.finish_reason] });
      if (tellsContent())
        span.set({ 'gen_ai.output.messages': messagesOf([{ role: 'assistant', content: reply.text }]) });
      return reply;
    } catch (error) {
      failCall(span, error);
      throw error;
    } finally {
      span.end();
    }
  },
  async *stream(request, signal) {
    const span = startCall(provider, request);
    let said = '';
    const pieces = withTrace(span.context, () => provider.stream(request, signal));
    const traced = streamWithTrace(span.context, pieces, (error) => {
      if (tellsContent()) span.set({ 'gen_ai.output.messages': messagesOf([{ role: 'assistant', content: said }]) });
      if (error !== undefined) failCall(span, error);
      span.end();
    });
    for await (const piece of traced) {
      if (piece.usage) span.set(usageOf(piece.usage));
      if (piece.finish_reason) span.set({ 'gen_ai.response.finish_reasons': [piece.finish_reason] });
      if (tellsContent()) said += piece.text;
      yield piece;
    }
  },
});

/** The same for an answer that is passed on: a span only where it is recorded, because each of its chunks would pay for it. */
function tracedPost({ post, ...provider }: ModelProvider): Pick<ModelProvider, 'post'> {
  if (!post) return {};
  const traced: typeof post = async (body, signal) => {
    const span = startCall(provider, { purpose: 'chat-completions', messages: [] });
    try {
      const reply = await withTrace(span.context, () => post(body, signal));
      const bytes = streamWithTrace(span.context, reply.bytes, (error) => {
        if (error !== undefined) failCall(span, reply.failure(error));
        span.end();
      });
      return {
        ...reply,
        bytes,
        tell({ usage, finish_reason }) {
          span.set({
            ...usageOf(usage),
            ...(finish_reason && { 'gen_ai.response.finish_reasons': [finish_reason] }),
          });
        },
      };
    } catch (error) {
      failCall(span, error);
      span.end();
      throw error;
    }
  };
  return {
    post: (body, signal) => (tracer().records(currentTrace()) ? traced(body, signal) : post(body, signal)),
  };
}

/** The header that takes the trace to a provider. */
export function traceHeaders(): Record<string, string> {
  const trace = currentTrace();
  return trace ? { traceparent: formatTraceparent(trace) } : {};
}

function startCall({ provider, model }: ModelProvider, request: ModelRequest): Span {
  const { purpose, maxOutputTokens, temperature, system, messages } = request;
  return tracer().start(`chat ${model}`, {
    kind: 'client',
    parent: currentTrace(),
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': provider,
      'gen_ai.request.model': model,
      'gen_ai.request.max_tokens': maxOutputTokens,
      'gen_ai.request.temperature': temperature,
      'multi_agent.purpose': purpose,
      ...(tellsContent() && {
        'gen_ai.system_instructions': system,
        'gen_ai.input.messages': messagesOf(messages),
      }),
    },
  });
}

/** Only where it is asked for: what people say is not the operator's to read. */
const tellsContent = (): boolean => config().OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT;

const messagesOf = (messages: ModelMessage[]): string =>
  JSON.stringify(messages.map(({ role, content }) => ({ role, parts: [{ type: 'text', content }] })));

function failCall(span: Span, error: unknown): void {
  span.fail(error instanceof ModelError ? error.error_class : 'unexpected');
  if (error instanceof ModelError) span.set(usageOf(error.usage));
}

const usageOf = (usage: ModelUsage | null) => ({
  'gen_ai.usage.input_tokens': usage?.input_tokens,
  'gen_ai.usage.cache_read.input_tokens': usage?.cached_input_tokens,
  'gen_ai.usage.output_tokens': usage?.output_tokens,
});
