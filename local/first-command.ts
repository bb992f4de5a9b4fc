const body = '{"query":"人工智能在医疗领域的应用前景","priority":"high","agent_type":"research"}';

/** The command that posts a first task, for the usual shell of a platform; in PowerShell `curl` is something else. */
export const firstCommand = (apiUrl: string, platform: NodeJS.Platform): string =>
  platform === 'win32'
    ? `Invoke-RestMethod ${apiUrl}/tasks -Method Post -ContentType 'application/json; charset=utf-8' -Body ([Text.Encoding]::UTF8.GetBytes('${body}'))`
    : `curl -s -X POST ${apiUrl}/tasks -H 'Content-Type: application/json; charset=utf-8' -d '${body}'`;
