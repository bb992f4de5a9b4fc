# What calls of models cost, by day and by model.
# 模型调用的用量和费用，按天和按模型统计。
. "$PSScriptRoot/call-api.ps1"

foreach ($group in 'day', 'model') {
  (Invoke-Api GET "/usage?group_by=$group").items |
    Format-Table 'key', 'calls', 'failed', 'degraded', 'input_tokens', 'output_tokens', 'cost_usd'
}
