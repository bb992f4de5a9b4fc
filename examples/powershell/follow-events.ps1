# Follows a task's events from the first to the last, as they come; the newest task's unless one is named.
# 从第一条到最后一条，实时跟踪任务的事件；不指定任务时跟踪最新的任务。
param([string] $TaskId)
. "$PSScriptRoot/call-api.ps1"

if (-not $TaskId) { $TaskId = (Invoke-Api GET '/tasks?limit=1').items[0].task_id }
Read-ApiEvents GET "/tasks/$TaskId/events" | ForEach-Object { "$($_.Data.at)  $($_.Name)  $($_.Data.key)" }
