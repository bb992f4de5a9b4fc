# Says something to a model, and goes on with the conversation, streamed this time.
# 与模型对话一次，再以流式方式继续同一会话。
. "$PSScriptRoot/call-api.ps1"

$answer = Invoke-Api POST '/chat' @{ message = '人工智能怎样帮助医生？' }
$answer.reply

$next = @{ session_id = $answer.session_id; message = '请用一句话总结。'; stream = $true }
Read-ApiEvents POST '/chat' $next | Where-Object { $_.Name -eq 'delta' } | ForEach-Object { Write-Host -NoNewline $_.Data.text }
Write-Host
