/** A warning where a system without keys listens for more than this machine; undefined where all is well. */
export function openWarning(host: string, apiKeys: string): string | undefined {
  if (apiKeys || /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/i.test(host)) return undefined;
  return `Warning: HOST=${host} lets other machines in, and no API_KEYS are set: whoever reaches this port may use everything.`;
}
