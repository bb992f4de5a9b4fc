# For the other scripts, in Windows PowerShell 5.1 and PowerShell 7: asks the API at $env:API_URL with the key $env:API_KEY.
# 供其他脚本使用，适用于 Windows PowerShell 5.1 和 PowerShell 7：按 $env:API_URL 和 $env:API_KEY 调用 API。

# 127.0.0.1, since Windows tries IPv6 first for localhost and waits. 用 127.0.0.1：localhost 会先尝试 IPv6 并等待。
$Api = if ($env:API_URL) { $env:API_URL } else { 'http://127.0.0.1:8000' }
$ApiHeaders = @{}
if ($env:API_KEY) { $ApiHeaders['Authorization'] = "Bearer $env:API_KEY" }

# So that the window shows Chinese; there is no window in ISE. 让窗口显示中文；ISE 没有控制台窗口。
try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch { Write-Verbose "$_" }

# JSON as UTF-8 bytes: of a text, 5.1 would make ????. 转为 UTF-8 字节：直接发送文本时 5.1 会变成 ????。
function ConvertTo-JsonBytes($Value) {
  , [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Value -Depth 10))
}

# The API's error in one line. 一行显示 API 的错误。
function Format-Problem([string] $Json) {
  $problem = ConvertFrom-Json -InputObject $Json
  "$($problem.status) $($problem.title): $($problem.detail) (request_id $($problem.request_id))"
}

# Asks, and gives the answer as an object. 发送请求，返回应答对象。
function Invoke-Api([string] $Method, [string] $Path, $Body) {
  $request = @{ Method = $Method; Uri = "$Api$Path"; Headers = $ApiHeaders }
  if ($null -ne $Body) {
    $request['ContentType'] = 'application/json; charset=utf-8'
    $request['Body'] = ConvertTo-JsonBytes $Body
  }
  try {
    Invoke-RestMethod @request
  }
  catch {
    # Both versions keep the answer here. 两个版本都把应答放在这里。
    $answer = "$($_.ErrorDetails)"
    if ($answer -notlike '{*') { throw }
    throw (Format-Problem $answer)
  }
}

# Gives server-sent events as they come, as objects with Name and Data. Invoke-RestMethod would wait for the last;
# curl.exe comes with Windows. 实时返回服务器推送事件（Name 和 Data）。Invoke-RestMethod 会等到结束；curl.exe 是 Windows 自带的。
function Read-ApiEvents([string] $Method, [string] $Path, $Body) {
  $options = @('-sSN', '-X', $Method, "$Api$Path", '-H', 'Last-Event-ID: 0')
  foreach ($name in $ApiHeaders.Keys) { $options += @('-H', "${name}: $($ApiHeaders[$name])") }
  $file = [IO.Path]::GetTempFileName()
  try {
    if ($null -ne $Body) {
      # In a file, since a command's arguments lose quotes and letters. 写入文件：命令行参数会丢失引号和文字。
      [IO.File]::WriteAllBytes($file, (ConvertTo-JsonBytes $Body))
      $options += @('-H', 'Content-Type: application/json; charset=utf-8', '--data-binary', "@$file")
    }
    $name = ''
    curl.exe @options | ForEach-Object {
      if ($_ -like '{*') { throw (Format-Problem $_) }
      if ($_ -like 'event: *') { $name = $_.Substring(7) }
      if ($_ -like 'data: *') { [pscustomobject] @{ Name = $name; Data = ConvertFrom-Json -InputObject $_.Substring(6) } }
    }
  }
  finally {
    Remove-Item -LiteralPath $file
  }
}
