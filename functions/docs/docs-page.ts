/** The page: two first commands, then every endpoint, drawn by Swagger UI from /openapi.json. */
export const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Multi-agent system · API · 多智能体系统接口</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<style>
  body { margin: 0; font-family: system-ui, sans-serif; }
  header { max-width: 1420px; margin: 0 auto; padding: 24px 20px 0; box-sizing: border-box; }
  pre { background: #f3f4f6; padding: 12px; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: 4px; }
</style>
</head>
<body>
<header>
<h1>Multi-agent system · 多智能体系统</h1>
<p>Ask for work over HTTP. The first task, with curl · 第一个任务(curl):</p>
<pre><code>curl -s -X POST http://localhost:8000/tasks -H 'Content-Type: application/json; charset=utf-8' -d '{"query":"人工智能在医疗领域的应用前景","priority":"high","agent_type":"research"}'</code></pre>
<p>With PowerShell 5.1 or 7 · 用 PowerShell 5.1 或 7:</p>
<pre><code>Invoke-RestMethod http://localhost:8000/tasks -Method Post -ContentType 'application/json; charset=utf-8' -Body ([Text.Encoding]::UTF8.GetBytes('{"query":"人工智能在医疗领域的应用前景","priority":"high","agent_type":"research"}'))</code></pre>
<p>Then <code>GET /tasks/{id}</code>, or follow <code>GET /tasks/{id}/events</code>. The same as data · 机器可读: <a href="/openapi.json">/openapi.json</a></p>
</header>
<main id="swagger-ui"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** Starts Swagger UI; without its validator, which would ask a server on the internet. */
export const startScript = `window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'list',
});
`;
