const body = '{"query":"人工智能在医疗领域的应用前景","priority":"high","agent_type":"research"}';

/** The command that posts a first task, for the usual shell of a platform; in PowerShell `curl` is something else. */
export function firstCommand(apiUrl: string, platform: NodeJS.Platform, withKey: boolean): string {
  if (platform === 'win32') {
    const headers = withKey ? " -Headers @{ Authorization = 'Bearer KEY' }" : '';
    return `Invoke-RestMethod ${apiUrl}/tasks -Method Post${headers} -ContentType 'application/json; charset=utf-8' -Body ([Text.Encoding]::UTF8.GetBytes('${body}'))`;
  }
  const header = withKey ? " -H 'Authorization: Bearer KEY'" : '';
  return `curl -s -X POST ${apiUrl}/tasks -H 'Content-Type: application/json; charset=utf-8'${header} -d '${body}'`;
}
