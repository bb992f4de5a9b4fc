# Asks for research, waits for it, and prints the report with its sources.
# 提出研究任务，等待完成，打印带来源的报告。
param([string] $Query = '人工智能在医疗领域的应用前景')
. "$PSScriptRoot/call-api.ps1"

$id = (Invoke-Api POST '/tasks' @{ query = $Query; agent_type = 'research'; priority = 'high' }).task_id
do {
  Start-Sleep -Seconds 1
  $task = Invoke-Api GET "/tasks/$id"
} while ($task.status -eq 'queued' -or $task.status -eq 'processing')

if ($task.status -ne 'completed') { throw "Task $id is $($task.status): $($task.error.message)" }
$task.result.report
if ($task.degraded) { Write-Warning $task.degraded_reason }
