import { affordable } from './affordable.ts';
import type { Callee, Engine } from './engine.ts';
import { generateAnswer } from './generate-answer.ts';
import { interceptCalls } from './intercept-calls.ts';
import type { LanguageModel } from './language-model.ts';
import type { ModelProvider } from './model-provider.ts';
import { type EngineConfig, type EnginePorts, openEngine } from './open-engine.ts';
import { streamAnswer } from './stream-answer.ts';

/** The language model that a configuration describes; logs every attempt. */
export const openLanguageModel = (config: EngineConfig, ports: EnginePorts): LanguageModel =>
  languageModelOf(openEngine(config, ports));

/** An engine as a language model: what it observes carries the id of the answer. */
export const languageModelOf = (engine: Engine<Callee & ModelProvider>): LanguageModel =>
  interceptCalls(
    {
      generate: (request, signal) => generateAnswer(request, signal, affordable(engine, request)),
      stream: (request, signal) => streamAnswer(request, signal, affordable(engine, request)),
    },
    {
      change: (request) => ({ ...request, answer_id: request.answer_id ?? crypto.randomUUID() }),
      answered(answer, { answer_id }) {
        if (answer_id) answer.id = answer_id;
      },
    },
  );
