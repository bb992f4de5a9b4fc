# Asks for work and takes it back: a task that has not ended is cancelled, one that has answers 409.
# 提交任务后取消：未结束的任务被取消；已结束的返回 409。
. "$PSScriptRoot/call-api.ps1"

$id = (Invoke-Api POST '/tasks' @{ query = '量子计算的发展历史'; agent_type = 'research' }).task_id
Invoke-Api POST "/tasks/$id/cancel" | Select-Object 'task_id', 'status'
