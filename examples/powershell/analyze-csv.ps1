# Analyses a CSV file. More than 100,000 characters become a task, whose id is the answer.
# 分析 CSV 文件。超过 10 万字符时会成为任务，应答为任务编号。
param([string] $File = "$PSScriptRoot/../sales.csv", [string] $Question = '各月销售额的趋势如何？')
. "$PSScriptRoot/call-api.ps1"

# UTF-8, or else GBK, in which Excel writes on a Chinese Windows. UTF-8；否则按 GBK 读取（中文 Windows 上 Excel 的默认编码）。
$bytes = [IO.File]::ReadAllBytes((Resolve-Path -LiteralPath $File).ProviderPath)
try { $csv = (New-Object Text.UTF8Encoding $false, $true).GetString($bytes) }
catch { $csv = [Text.Encoding]::GetEncoding('gbk').GetString($bytes) }

$answer = Invoke-Api POST '/analysis' @{ data = $csv; analysis_type = 'trend'; question = $Question }
if ($answer.answer) { $answer.answer } else { $answer }
