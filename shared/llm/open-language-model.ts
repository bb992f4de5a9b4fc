import type { Callee, Engine } from './engine.ts';
import { generateAnswer } from './generate-answer.ts';
import type { LanguageModel } from './language-model.ts';
import type { ModelProvider } from './model-provider.ts';
import { type EngineConfig, type EnginePorts, openEngine } from './open-engine.ts';
import { streamAnswer } from './stream-answer.ts';

/** The language model that a configuration describes; logs every attempt. */
export const openLanguageModel = (config: EngineConfig, ports: EnginePorts): LanguageModel =>
  languageModelOf(openEngine(config, ports));

/** An engine as a language model. */
export const languageModelOf = (engine: Engine<Callee & ModelProvider>): LanguageModel => ({
  generate: (request, signal) => generateAnswer(request, signal, engine),
  stream: (request, signal) => streamAnswer(request, signal, engine),
});
